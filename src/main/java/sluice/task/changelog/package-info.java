/**
 * The changelog as it was parsed, and which of its changesets a request is about. It runs nothing. A changelog is parsed
 * once per worker and kept, which is most of what a schema would cost; the exceptions are told in
 * {@link sluice.task.changelog.ParsedChangelog}.
 */
package sluice.task.changelog;
