package blog.migrations;

import blog.problem.CannotRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** One run of Flyway, told to our {@link Progress} instead of to Flyway's log. */
final class FlywayRun implements Callback {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int UNTIL_THE_OTHER_RUN_ENDS = -1;

    private final Flyway flyway;
    private final Progress progress;
    private @Nullable String running;
    private long since;

    FlywayRun(DataSource database, Progress progress) {
        this.progress = progress;
        flyway = Flyway.configure()
                .dataSource(database)
                .locations(Scripts.packaged().location())
                .failOnMissingLocations(true)
                .lockRetryCount(UNTIL_THE_OTHER_RUN_ENDS)
                .cleanDisabled(true)
                .loggers(FlywaySilence.class.getName())
                // With the lock held in a transaction, `create index concurrently` would wait for that transaction.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .callbacks(this)
                .load();
    }

    void migrate() {
        try {
            flyway.migrate();
        } catch (FlywayException fault) {
            throw new CannotRun(sentence(fault), fault);
        }
    }

    private String sentence(FlywayException fault) {
        if (fault.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return "The database has tables but no history of migrations: it is another program's, or its table"
                    + " flyway_schema_history was lost. Nothing was changed; use an empty database.";
        }
        var cause = sqlFault(fault);
        if (running == null || cause == null) {
            return "Flyway refuses to migrate this database: " + fault.getMessage();
        }
        var hint = LOCK_NOT_AVAILABLE.equals(cause.getSQLState())
                ? "\nAnother session holds a lock that it waited for in vain: try again when the database is less busy."
                : "";
        return "Migration " + running + " failed, and those after it were not tried.\n"
                + readable(String.valueOf(fault.getMessage())) + hint;
    }

    /** Without the lines that speak of options only Flyway's own command line has. */
    private static String readable(String message) {
        return message.lines()
                .filter(line -> !line.startsWith("Statement ") && !line.startsWith("Error Code "))
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable SQLException sqlFault(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    @Override
    public boolean supports(Event event, @Nullable Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        var migration = context.getMigrationInfo();
        if (event == Event.BEFORE_EACH_MIGRATE) {
            running = migration.getScript();
            since = System.nanoTime();
        } else {
            var time = Duration.ofNanos(System.nanoTime() - since);
            progress.applied(migration.getVersion().getVersion(), migration.getDescription(), time);
        }
    }

    @Override
    public String getCallbackName() {
        return "progress";
    }
}
