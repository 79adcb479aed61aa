package blog.chain.migrations;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's message for a refused statement, with advice where there is some. */
final class ServerRefusal {
    private static final String THERE_ALREADY =
            "What it makes is there already: a U script that did not take it back, or a row deleted from"
                    + " flyway_schema_history by hand, looks like this. ./blog db check shows what is there.";

    private static final Map<String, String> ADVICE = Map.of(
            "42701",
            THERE_ALREADY,
            "42P07",
            THERE_ALREADY,
            "42710",
            THERE_ALREADY,
            "55P03",
            "Another session held the lock for too long: try again when the database is less busy.",
            "42501",
            "The role of DATABASE_URL lacks the right to do this: use the role that owns the schema and its tables, or"
                    + " have its owner grant the right (grant usage, create on schema public to …).",
            "40P01",
            "It ran into a deadlock with another session: try again.",
            "57014",
            "It was cancelled, by somebody or by statement_timeout: check its value for this role (show"
                    + " statement_timeout), and try again.",
            "57P01",
            "The server was shut down or the session ended by its administrator: try again when it is back.",
            "08001",
            "No server answered as PostgreSQL does: is it running, and is DATABASE_URL right?",
            "08006",
            "The connection to the server broke: try again when the server answers.");

    private ServerRefusal() {}

    static String of(Throwable fault) {
        var cause = sqlFault(fault);
        return cause == null ? String.valueOf(fault.getMessage()) : told(cause) + advice(cause);
    }

    /** Without the position, which counts letters in a text that nobody sees. */
    static String told(SQLException fault) {
        return String.valueOf(fault.getMessage())
                .lines()
                .filter(line -> !line.startsWith("  Position: "))
                .collect(Collectors.joining("\n"));
    }

    /** A line of its own, or nothing. */
    static String advice(SQLException fault) {
        var state = fault.getSQLState();
        var advice = state == null ? null : ADVICE.get(state);
        return advice == null ? "" : "\n" + advice;
    }

    static @Nullable SQLException sqlFault(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) return sql;
        }
        return null;
    }
}
