/**
 * Tells what is wrong with what people wrote. Problems are gathered and thrown once, so that everything is repaired in one
 * pass; an unknown name is told with the one that was probably meant. It knows nobody else in the house.
 */
package sluice.environment.problem;
