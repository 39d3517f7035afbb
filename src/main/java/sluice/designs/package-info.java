/**
 * What only the designs service needs: its change that reads files, the worker's environment ({@code service}), and the
 * import of images ({@code importing}, {@code images}, {@code nas}).
 *
 * <p>All else of its schema history is YAML, with the ready-made changes.
 */
package sluice.designs;
