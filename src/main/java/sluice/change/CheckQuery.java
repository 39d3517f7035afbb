package sluice.change;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.change.parameter.Parameters;
import sluice.plan.Check;
import sluice.plan.Plan;
import sluice.task.PlannedChange;

/** Lets a changelog go on only if a query gives the expected value; changes nothing. */
public final class CheckQuery extends PlannedChange {

    private String query;
    private String expect;
    private String message;

    /** A query for one value. */
    public String getQuery() {
        return query;
    }

    /** See {@link #getQuery}. */
    public void setQuery(String query) {
        this.query = query;
    }

    /** The value as text; no row and NULL read {@code NULL}, a boolean {@code true} or {@code false}. */
    public String getExpect() {
        return expect;
    }

    /** See {@link #getExpect}. */
    public void setExpect(String expect) {
        this.expect = expect;
    }

    /** What another value means, and what to do then: a sentence for people. */
    public String getMessage() {
        return message;
    }

    /** See {@link #getMessage}. */
    public void setMessage(String message) {
        this.message = message;
    }

    @Override
    protected Plan plan() {
        return Plan.of(new Check(query, expect.strip(), message));
    }

    @Override
    protected Plan undo() {
        return Plan.of();
    }

    @Override
    protected Map<String, Object> parameters() {
        Map<String, Object> all = new TreeMap<>();
        all.put("query", query);
        all.put("expect", expect);
        all.put("message", message);
        return all;
    }

    @Override
    protected List<String> problems() {
        Parameters parameters = new Parameters(this);
        parameters.required("query", query, "a query for one value, e.g. SELECT count(*) FROM orders WHERE total < 0");
        parameters.sql("query", query);
        parameters.required("expect", expect, "the value as text, e.g. 0 or true or NULL");
        parameters.required("message", message, "a sentence that says what another value means and what to do then");
        return parameters.problems();
    }
}
