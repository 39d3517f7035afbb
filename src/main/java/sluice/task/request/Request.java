package sluice.task.request;

import java.util.HashMap;
import java.util.Map;

/**
 * What Liquibase is to do on one target; crosses the border of class loaders as a map of JDK types.
 *
 * @param action what to do
 * @param url JDBC URL, the tenant's schema in it
 * @param username empty if the driver decides
 * @param password empty if the driver finds it or none is needed; never logged
 * @param changelog path of the changelog inside the folder
 * @param folder where changelogs are looked for
 * @param contexts Liquibase's context filter, never empty
 * @param labels Liquibase's label filter, or empty
 * @param argument the tag, the id of the changeset to run again, or a count; empty where the action needs none
 * @param settings the environment's settings, for the pace
 */
public record Request(
        Action action,
        String url,
        String username,
        String password,
        String changelog,
        String folder,
        String contexts,
        String labels,
        String argument,
        Map<String, String> settings) {

    /** What can be asked. */
    public enum Action {
        /** Run what is pending, up to a tag if one is given. */
        UPDATE,
        /** Run a data change again that is recorded as run. */
        AGAIN,
        /** Write what an update would run. */
        PREVIEW,
        /** Take back what came after a tag. */
        ROLLBACK,
        /** Take back so many changesets, the last ones. */
        ROLLBACK_COUNT,
        /** Write what a rollback would run. */
        PREVIEW_ROLLBACK,
        /** Tell what is pending, and what it means for a live database: rows, batches, locks, time; changes nothing. */
        EXPLAIN,
        /** Say whether the changelog concerns this schema at all; changes nothing. */
        CONCERNS,
        /** Render what is pending for other schemas in the same state; changes nothing. */
        RECIPE,
        /** Name the changesets that should be recorded, with their checksums; changes nothing. */
        EXPECT
    }

    /** The same in JDK types, for a worker in another class loader; holds the password. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("action", action.name());
        map.put("url", url);
        map.put("username", username);
        map.put("password", password);
        map.put("changelog", changelog);
        map.put("folder", folder);
        map.put("contexts", contexts);
        map.put("labels", labels);
        map.put("argument", argument);
        map.put("settings", settings);
        return map;
    }

    /** What {@link #toMap} wrote, in whichever class loader. */
    @SuppressWarnings("unchecked") // toMap, in the other class loader, wrote it
    public static Request fromMap(Map<String, Object> map) {
        return new Request(
                Action.valueOf((String) map.get("action")),
                (String) map.get("url"),
                (String) map.get("username"),
                (String) map.get("password"),
                (String) map.get("changelog"),
                (String) map.get("folder"),
                (String) map.get("contexts"),
                (String) map.get("labels"),
                (String) map.get("argument"),
                (Map<String, String>) map.get("settings"));
    }

    @Override
    public String toString() {
        return action + " " + changelog;
    }
}
