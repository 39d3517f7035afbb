/**
 * What can be asked of Liquibase on one target, what comes back, and what is told meanwhile. It knows nothing else of the
 * house and no Liquibase: requests and reports cross the border of class loaders as maps of JDK types, since a record that
 * two loaders loaded is two classes.
 */
package sluice.task.request;
