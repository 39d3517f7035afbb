/**
 * What can be set, and a command's settings once they are read: keys, the servers that rows are copied from, the search
 * cluster. It may know the JDBC driver and nothing of Liquibase, plans or batches. {@code contexts} makes settings and
 * not the other way round, so that a worker in another class loader can have them from a map without reading anything.
 * {@link sluice.environment.EmbeddedSocketFactory} stays here because its name stands in people's URLs.
 */
package sluice.environment;
