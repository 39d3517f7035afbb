package sluice.environment.contexts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sluice.environment.Key;
import sluice.environment.SourceKey;
import sluice.environment.problem.Problems;
import sluice.environment.problem.Suggestion;

/** Reads the keys of one {@code contexts/<env>/<system>.properties}; Maven's Liquibase plugin reads the same file. */
final class ContextFile {

    /** Keys of the plugin (4.33.0 and 5.0.4) that say nothing about what is run: accepted and left to it. */
    private static final Set<String> LEFT_TO_PLUGIN = Set.of(
            "driver",
            "driverPropertiesFile",
            "databaseClass",
            "changeLogFile",
            "changeLogDirectory",
            "searchPath",
            "verbose",
            "logging",
            "logLevel",
            "logFormat",
            "showBanner",
            "showSummary",
            "showSummaryOutput",
            "outputFileEncoding",
            "migrationSqlOutputFile",
            "outputDefaultSchema",
            "outputDefaultCatalog",
            "promptOnNonLocalDatabase",
            "propertyFileWillOverride",
            "includeArtifact",
            "includeTestOutputDirectory",
            "duplicateFileMode",
            "analyticsEnabled",
            "reportsEnabled",
            "server",
            "skip");

    /** Keys of the plugin that decide what is run, on what: passing over them would do something else than asked. */
    private static final Set<String> DECIDES_WORK = Set.of(
            "labelFilter",
            "defaultSchemaName",
            "defaultCatalogName",
            "changelogSchemaName",
            "changelogCatalogName",
            "databaseChangeLogTableName",
            "databaseChangeLogLockTableName",
            "dropFirst",
            "clearCheckSums",
            "changesToApply",
            "toTag",
            "rollbackTag",
            "rollbackCount",
            "rollbackDate",
            "rollbackScript");

    private final Path path;
    private final Problems problems;
    private final Map<Key, Entry> entries = new EnumMap<>(Key.class);
    private final Map<String, Integer> seen = new HashMap<>();

    private ContextFile(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    static Map<Key, Entry> read(Path path, Problems problems) {
        var file = new ContextFile(path, problems);
        PropertyFile.read(path, problems).forEach(file::take);
        return file.entries;
    }

    private void take(PropertyFile.Line line) {
        String place = PropertyFile.place(path, line.number());
        Integer earlier = seen.putIfAbsent(line.key(), line.number());
        if (earlier != null) {
            problems.add(place + ": '" + line.key() + "' stands already in line " + earlier);
            return;
        }
        var key = Key.ofProperty(line.key());
        if (key.isPresent()) {
            if (line.value().contains("${")) {
                problems.add(place + ": '${' is not replaced in this file; use the variable "
                        + key.get().variable());
            }
            entries.put(key.get(), new Entry(line.value(), Entry.Source.FILE, place));
        } else if (!LEFT_TO_PLUGIN.contains(line.key()) && !SourceKey.isProperty(line.key())) {
            problems.add(place + ": " + unknown(line.key()));
        }
    }

    // the value is never repeated: it may be a secret under a wrong name
    private static String unknown(String key) {
        if (key.toLowerCase(Locale.ROOT).contains("password")) {
            return "'" + key + "': no password belongs in this file; use the variable SLUICE_PASSWORD, ~/.pgpass, "
                    + "the prompt, or sluice.passwordFile";
        }
        if (DECIDES_WORK.contains(key)) {
            return "'" + key + "' would count for Maven and not for sluice; leave it out"
                    + ("labelFilter".equals(key) ? " and write 'labels'" : "");
        }
        var known = Stream.concat(Arrays.stream(Key.values()).map(Key::property), LEFT_TO_PLUGIN.stream());
        return "unknown key '" + key + "'" + Suggestion.among(known, key);
    }
}
