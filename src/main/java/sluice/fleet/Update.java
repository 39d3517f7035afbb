package sluice.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.environment.connection.Target;
import sluice.fleet.catalog.SchemaState;
import sluice.fleet.catalog.States;
import sluice.fleet.changelog.Expected;
import sluice.fleet.crew.Crew;
import sluice.fleet.crew.Rounds;
import sluice.fleet.replay.Replays;
import sluice.fleet.report.Outcome;
import sluice.fleet.report.SchemaReport;
import sluice.task.request.Request;

/** An update of many schemas: who is behind, the work, and the proof that it was done. */
final class Update {

    private final Crew crew;
    private final Rounds rounds;
    private final Target target;
    private final Survey survey;
    private final Expected expected;
    private final Map<String, SchemaReport> reports = new HashMap<>();

    /** @param expected the changesets that are wanted, of all that the survey knows */
    Update(Crew crew, Rounds rounds, Target target, Survey survey, Expected expected) {
        this.crew = crew;
        this.rounds = rounds;
        this.target = target;
        this.survey = survey;
        this.expected = expected;
    }

    List<SchemaReport> run(UpdateOrder order) throws SQLException {
        if (survey.schemas().isEmpty()) {
            return List.of(); // a run about nothing would hide the one that was resumed
        }
        List<SchemaState> behind = new ArrayList<>();
        for (SchemaState state : survey.ledgers().states(expected)) {
            if (state.isUpToDate() && !expected.always()) {
                reports.put(state.schema(), SchemaReport.of(state.schema(), Outcome.UP_TO_DATE, ""));
                free(state);
            } else {
                behind.add(state);
            }
        }
        rounds.begin("update", order.tag(), order.which() != UpdateOrder.Which.ALL, behind, reports.size());
        Map<String, Integer> orders = behind.isEmpty() ? Map.of() : work(behind, order);
        rounds.log().end(orders);
        return List.copyOf(reports.values());
    }

    /** A process that was killed after its last changeset leaves its row locked, and nobody would come to free it. */
    private void free(SchemaState state) throws SQLException {
        if (state.locked()) {
            try (Connection connection = target.forSchema(state.schema()).connect()) {
                rounds.catalog().reclaim(connection);
            }
        }
    }

    private Map<String, Integer> work(List<SchemaState> behind, UpdateOrder order) throws SQLException {
        try (Replays replays = new Replays(crew, target, rounds.settings(), order.tag())) {
            if (!expected.bound() && !target.url().isSqlite()) {
                replays.group(behind);
            }
            List<String> names = behind.stream().map(SchemaState::schema).toList();
            rounds.run(names, schema -> approved(schema, order, replays))
                    .forEach(report -> reports.put(report.schema(), report));
            return prove(names, replays);
        }
    }

    /** What would run is compared before it runs, with the very text that was approved. */
    private SchemaReport approved(String schema, UpdateOrder order, Replays replays) {
        SchemaReport refusal = order.approval()
                .map(approval ->
                        approval.refusal(crew.report(schema, Request.Action.PREVIEW, order.tag(), target.readOnly())))
                .orElse(null);
        return refusal == null ? replays.update(schema) : refusal;
    }

    /** Liquibase's own success is no proof, nor is ours: what is called migrated must be so in its table. */
    private Map<String, Integer> prove(List<String> names, Replays replays) throws SQLException {
        try (Connection connection = target.readOnly().connect()) {
            States ledgers = rounds.catalog().read(connection, names);
            for (SchemaState state : ledgers.states(expected)) {
                String promised = replays.promised(state.schema());
                boolean kept = state.isUpToDate() && (promised == null || promised.equals(state.fingerprint()));
                if (!kept && reports.get(state.schema()).outcome() == Outcome.MIGRATED) {
                    SchemaReport failed = SchemaReport.of(state.schema(), Outcome.FAILED, unproved(state));
                    reports.put(state.schema(), failed);
                    rounds.log().ended(failed);
                }
            }
            return ledgers.orders();
        }
    }

    private static String unproved(SchemaState state) {
        return "success was reported, but " + state.done() + " of " + state.expected() + " changesets are recorded, "
                + state.changed() + " with another checksum, or otherwise than in an equal schema; look into "
                + state.schema() + ".databasechangelog";
    }
}
