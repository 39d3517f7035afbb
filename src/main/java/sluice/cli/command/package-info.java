/**
 * What commands share: options, the connection to the database, the wish to stop, and the frame of a fleet's commands.
 *
 * <p>Knows no single command. Which options a command takes it says itself, so that a new one is added without a
 * change here.
 */
package sluice.cli.command;
