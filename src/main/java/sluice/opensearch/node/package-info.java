/**
 * A node of OpenSearch in a process of its own, for the demo, the benchmarks and the tests.
 *
 * <p>Its 47 MB of jars are not on Sluice's class path: they are compiled against and brought by who starts a node. A process of
 * its own, because its logging would mix with ours, and because a test must be able to kill it.
 */
package sluice.opensearch.node;
