package blog.support;

import blog.platform.config.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL beside the service: each statement on a connection of its own. */
public final class Sql {
    private final Settings.Login login;

    public Sql(Settings.Login login) {
        this.login = login;
    }

    /** A connection of one's own, for locks and transactions. */
    public Connection connect() {
        try {
            return TestDatabase.connect(login);
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    /** Runs a statement; one that is refused fails the test. */
    public void run(String statement, Object... values) {
        var state = state(statement, values);
        if (!state.equals("00000")) throw new AssertionError(statement + " was refused with " + state);
    }

    /** The SQLSTATE a statement ends with: 00000 when it went well. */
    public String state(String statement, Object... values) {
        try (var connection = connect();
                var prepared = prepare(connection, statement, values)) {
            prepared.execute();
            return "00000";
        } catch (SQLException fault) {
            return fault.getSQLState();
        }
    }

    /** The number a query answers with. */
    public long number(String query, Object... values) {
        return column(query, values).stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** The first column of each row, as text. */
    public List<String> column(String query, Object... values) {
        try (var connection = connect();
                var prepared = prepare(connection, query, values);
                var rows = prepared.executeQuery()) {
            var column = new ArrayList<String>();
            while (rows.next()) column.add(rows.getString(1));
            return column;
        } catch (SQLException fault) {
            throw new AssertionError(query, fault);
        }
    }

    /** Returns once another connection waits for a lock, which it must within some seconds. */
    public void awaitLockWait() {
        var waiting =
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        var end = System.nanoTime() + 10_000_000_000L;
        while (number(waiting) == 0) {
            if (System.nanoTime() > end) throw new AssertionError("nobody waited for a lock");
        }
    }

    private static PreparedStatement prepare(Connection connection, String text, Object... values) throws SQLException {
        var prepared = connection.prepareStatement(text);
        for (int i = 0; i < values.length; i++) prepared.setObject(i + 1, values[i]);
        return prepared;
    }
}
