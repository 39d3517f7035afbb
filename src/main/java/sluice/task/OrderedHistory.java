package sluice.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import liquibase.changelog.StandardChangeLogHistoryService;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.exception.DatabaseException;

/**
 * Liquibase's history in the order in which it came about. Liquibase goes by the local time of whoever ran it: after a run
 * from another time zone, or in the hour that comes twice, a rollback would take back the wrong changesets, or none.
 */
public final class OrderedHistory extends StandardChangeLogHistoryService {

    @Override
    public int getPriority() {
        return PRIORITY_DEFAULT + 10;
    }

    @Override
    public boolean supports(Database database) {
        return !StockClient.isAlone() && (database instanceof PostgresDatabase || database instanceof SQLiteDatabase);
    }

    @Override
    public List<Map<String, ?>> queryDatabaseChangeLogTable(Database database) throws DatabaseException {
        List<Map<String, ?>> rows = new ArrayList<>(super.queryDatabaseChangeLogTable(database));
        rows.sort(Comparator.comparingLong(OrderedHistory::order));
        return rows;
    }

    private static long order(Map<String, ?> row) {
        return row.get("ORDEREXECUTED") instanceof Number order ? order.longValue() : 0;
    }
}
