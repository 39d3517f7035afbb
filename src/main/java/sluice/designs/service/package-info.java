/**
 * What a worker that runs the migration of the designs service apart from the application has to know: which phases a mode
 * has, and what the environment of the service before it says. Deployments set those variables still, so they are understood
 * as they stand; ours are stronger. Running the phases is the command line's.
 */
package sluice.designs.service;
