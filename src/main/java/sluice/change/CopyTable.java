package sluice.change;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.batch.Key;
import sluice.batch.copy.CopyOrder;
import sluice.batch.copy.CopyPart;
import sluice.batch.copy.target.Sequences;
import sluice.change.parameter.CopyQueries;
import sluice.change.parameter.Names;
import sluice.change.parameter.Parameters;
import sluice.plan.Backfill;
import sluice.plan.Check;
import sluice.plan.Copy;
import sluice.plan.Plan;
import sluice.plan.Statement;
import sluice.sql.Identifier;
import sluice.task.PlannedChange;

/**
 * Copies rows of a named source server into one table, or into several whose rows belong together. With
 * {@code runAlways} in its changeset, each update copies what is new, changed or gone at the source since.
 */
public final class CopyTable extends PlannedChange {

    private String source;
    private String into;
    private String key;
    private String identity;
    private String query;
    private String keys;
    private String refuses;
    private String memory;
    private String optional;
    private String newer;
    private String gone = "keep";
    private String triggers = "fire";

    /** The source, as the environment names it: {@code source.<name>.url}. */
    public String getSource() {
        return source;
    }

    /** See {@link #getSource}. */
    public void setSource(String source) {
        this.source = source;
    }

    /** The tables to fill; the first has a row per key, rows of the others belong to it. */
    public String getInto() {
        return into;
    }

    /** See {@link #getInto}. */
    public void setInto(String into) {
        this.into = into;
    }

    /** For each table the column that holds the key of the copy, e.g. {@code id, listing_id}. */
    public String getKey() {
        return key;
    }

    /** See {@link #getKey}. */
    public void setKey(String key) {
        this.key = key;
    }

    /** For each table the column that tells its rows apart; absent: the first table's key, and {@code id} in others. */
    public String getIdentity() {
        return identity;
    }

    /** See {@link #getIdentity}. */
    public void setIdentity(String identity) {
        this.identity = identity;
    }

    /** What is read at the source: a SELECT, or a file of SQL for each table; columns are named as the table's. */
    public String getQuery() {
        return query;
    }

    /** See {@link #getQuery}. */
    public void setQuery(String query) {
        this.query = query;
    }

    /** A SELECT, or a file of one, that gives key and version of each row; absent: the first query's, by digest. */
    public String getKeys() {
        return keys;
    }

    /** See {@link #getKeys}. */
    public void setKeys(String keys) {
        this.keys = keys;
    }

    /** A SELECT, or a file of one, that gives key, kind and reason of rows that must not be copied. */
    public String getRefuses() {
        return refuses;
    }

    /** See {@link #getRefuses}. */
    public void setRefuses(String refuses) {
        this.refuses = refuses;
    }

    /** A name for the table that remembers which rows were copied, for checks to read; absent: one made of the key. */
    public String getMemory() {
        return memory;
    }

    /** See {@link #getMemory}. */
    public void setMemory(String memory) {
        this.memory = memory;
    }

    /** Columns of the queries that are left out where their table does not have them. */
    public String getOptional() {
        return optional;
    }

    /** See {@link #getOptional}. */
    public void setOptional(String optional) {
        this.optional = optional;
    }

    /** A column of the first table, e.g. {@code updated_at}: a row that is later here than at the source stays. */
    public String getNewer() {
        return newer;
    }

    /** See {@link #getNewer}. */
    public void setNewer(String newer) {
        this.newer = newer;
    }

    /** What becomes of a copied row that is no longer at the source: {@code keep} or {@code delete}. */
    public String getGone() {
        return gone;
    }

    /** See {@link #getGone}. */
    public void setGone(String gone) {
        this.gone = gone;
    }

    /** Whether a changed row of the first table fires its own triggers ({@code fire}) or not ({@code bypass}). */
    public String getTriggers() {
        return triggers;
    }

    /** See {@link #getTriggers}. */
    public void setTriggers(String triggers) {
        this.triggers = triggers;
    }

    @Override
    protected Plan plan() {
        CopyOrder order = order();
        return Plan.of(new Statement(order.createMemory()), new Copy(order));
    }

    @Override
    protected Plan undo() {
        CopyOrder order = order();
        String memory = Identifier.of(order.memory());
        Backfill rows = Backfill.of(order.memory(), Key.of("key"));
        for (int number = order.parts().size(); number > 1; number--) {
            CopyPart part = order.parts().get(number - 1);
            rows = rows.each("DELETE FROM %s t USING %s m WHERE :range(m) AND t.%s = m.key AND t.%s = ANY (m.part_%d)"
                    .formatted(
                            Identifier.of(part.table()),
                            memory,
                            Identifier.of(part.key()),
                            Identifier.of(part.identity()),
                            number));
        }
        String root = Identifier.of(order.root().table());
        String column = Identifier.of(order.root().key());
        return Plan.of(
                new Statement(order.createMemory()),
                rows.change(
                        "rows taken back",
                        "DELETE FROM %s t USING %s m WHERE :range(m) AND t.%s = m.key".formatted(root, memory, column)),
                new Check(
                        "SELECT count(*) FROM %s m JOIN %s t ON t.%s = m.key".formatted(memory, root, column),
                        "0",
                        "Copied rows could not be deleted from " + order.root().table()
                                + "; the reasons are in sluice_reject."),
                new Statement(Sequences.restore(order)));
    }

    @Override
    protected String wantedMemory() {
        return memory == null ? "" : memory.strip();
    }

    /** With our own beginning, because the table is dropped on the way back. */
    private void memoryName(Parameters parameters) {
        String mayBe = "a name for the table that remembers what was copied, which begins with sluice_copied";
        parameters.shortName("memory", memory, mayBe);
        if (!memory.strip().startsWith("sluice_copied")) {
            parameters.problem("parameter memory must be " + mayBe + ", was " + memory);
        }
    }

    private CopyOrder order() {
        CopyQueries queries = new CopyQueries(PlannedChange::textOf);
        return new CopyOrder(
                source.strip(),
                queries.parts(into, key, identity, query),
                queries.one(keys),
                queries.one(refuses),
                memory(),
                Parameters.isMissing(optional) ? List.of() : Names.of(optional),
                newer == null ? "" : newer.strip(),
                gone.equals("delete"),
                triggers.equals("bypass"));
    }

    @Override
    protected Map<String, Object> parameters() {
        CopyQueries queries = new CopyQueries(PlannedChange::textOf);
        Map<String, Object> all = new TreeMap<>();
        all.put("source", source);
        all.put("into", into);
        all.put("key", key);
        all.put("identity", identity);
        all.put("query", queries.text(query));
        all.put("keys", queries.text(keys));
        all.put("refuses", queries.text(refuses));
        all.put("memory", memory);
        all.put("optional", optional);
        all.put("newer", newer);
        all.put("gone", gone);
        all.put("triggers", triggers);
        return all;
    }

    @Override
    protected List<String> problems() {
        Parameters parameters = new Parameters(this);
        parameters.name("source", source, "the name of a source, e.g. monolith for source.monolith.url");
        CopyQueries queries = new CopyQueries(PlannedChange::textOf);
        List<String> tables = parameters.names("into", into, "the tables to fill, e.g. orders, order_lines");
        queries.check(parameters, tables, key, identity, query);
        queries.check(parameters, "keys", keys);
        queries.check(parameters, "refuses", refuses);
        if (!Parameters.isMissing(memory)) {
            memoryName(parameters);
        }
        if (!Parameters.isMissing(optional)) {
            parameters.names("optional", optional, "columns that a table may lack, e.g. region, notes");
        }
        parameters.word("gone", gone, List.of("keep", "delete"));
        parameters.word("triggers", triggers, List.of("fire", "bypass"));
        return parameters.problems();
    }
}
