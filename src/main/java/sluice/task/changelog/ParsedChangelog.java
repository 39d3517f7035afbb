package sluice.task.changelog;

import java.util.Locale;
import java.util.Set;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ResourceAccessor;
import sluice.task.PlannedChange;
import sluice.task.request.Request;

/**
 * A changelog, parsed once per worker and used for one schema after the other where that is safe. It is not where the text
 * depends on the schema, nor where somebody else's custom change may remember the schema before.
 */
public final class ParsedChangelog {

    private final DatabaseChangeLog log;
    private final String key;
    private final Watched parameters;

    private ParsedChangelog(DatabaseChangeLog log, String key, Watched parameters) {
        this.log = log;
        this.key = key;
        this.parameters = parameters;
    }

    /**
     * The changelog as this target sees it. Parsed without the database in scope: with it, each include would create
     * Liquibase's tables, even in a schema that is not concerned.
     *
     * @param before what this worker parsed last, or null
     */
    public static ParsedChangelog of(Request request, Database database, ParsedChangelog before)
            throws LiquibaseException {
        String key = String.join(
                "\0", request.folder(), request.changelog(), request.contexts(), request.labels(), request.username());
        if (before != null && before.isReusable() && before.key.equals(key)) {
            return before;
        }
        Watched parameters = new Watched(database);
        parameters.addJavaProperties();
        parameters.addDefaultFileProperties();
        parameters.setContexts(new Contexts(request.contexts()));
        parameters.setLabels(new LabelExpression(request.labels()));
        ResourceAccessor resources = Scope.getCurrentScope().getResourceAccessor();
        DatabaseChangeLog log = ChangeLogParserFactory.getInstance()
                .getParser(request.changelog(), resources)
                .parse(request.changelog(), parameters, resources);
        return new ParsedChangelog(log, key, parameters);
    }

    /** The changelog itself; it holds also the changesets that do not belong where it is run. */
    public DatabaseChangeLog log() {
        return log;
    }

    /** Whether the same text holds for every schema. */
    boolean isReusable() {
        // asked each time: the text of a file of SQL is read only when it runs
        return !parameters.askedForSchema && remembersNothing(log);
    }

    private static boolean remembersNothing(DatabaseChangeLog log) {
        return log.getChangeSets().stream()
                .flatMap(changeset -> changeset.getChanges().stream())
                .filter(CustomChangeWrapper.class::isInstance)
                .allMatch(change -> isOurs(((CustomChangeWrapper) change).getClassName()));
    }

    private static boolean isOurs(String name) {
        try {
            return PlannedChange.class.isAssignableFrom(
                    Class.forName(name, false, ParsedChangelog.class.getClassLoader()));
        } catch (ClassNotFoundException unknown) {
            return false;
        }
    }

    /** Sees whether the changelog asks for something that differs between schemas of one database. */
    private static final class Watched extends ChangeLogParameters {

        private static final Set<String> OF_THE_SCHEMA = Set.of(
                "database.defaultschemaname", "database.defaultschemanameprefix", "database.liquibaseschemaname");
        private boolean askedForSchema;

        Watched(Database database) {
            super(database);
        }

        @Override
        public Object getValue(String key, DatabaseChangeLog changelog) {
            askedForSchema |= OF_THE_SCHEMA.contains(key.toLowerCase(Locale.ROOT))
                    || key.toUpperCase(Locale.ROOT).startsWith("LIQUIBASE_EXECUTION_DEPLOYMENT");
            return super.getValue(key, changelog);
        }
    }
}
