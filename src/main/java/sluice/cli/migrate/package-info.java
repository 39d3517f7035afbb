/**
 * Commands that change a database: update, rollback, and the demo, which makes sample data and migrates it.
 *
 * <p>Only these write to tenants, and so only these keep a manifest of what they did.
 */
package sluice.cli.migrate;
