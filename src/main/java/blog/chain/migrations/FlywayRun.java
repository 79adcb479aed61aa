package blog.chain.migrations;

import blog.platform.problem.CannotRunException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One run of Flyway, reported to our {@link MigrationProgress} instead of to Flyway's log. */
final class FlywayRun implements Callback {
    private static final int UNTIL_THE_OTHER_RUN_ENDS = -1;

    /** Only these can commit in their midst. */
    private static final Pattern COMMITTING = Pattern.compile("(?im)^\\s*(do|call)\\b");

    /** The class of SQLSTATE. */
    private static final String CONSTRAINT_BROKEN = "23";

    private static final String NOTHING_KEPT =
            "It is one transaction, so nothing of it was kept. Fix the file and run ./blog db migrate again.";

    private final DataSource database;
    private final MigrationScripts scripts;
    private final MigrationProgress progress;
    private @Nullable String running;
    private @Nullable Ended ended;
    private long since;

    /** A migration whose statements have all run, and which is not committed yet. */
    private record Ended(String version, String description, Duration time) {}

    FlywayRun(DataSource database, MigrationScripts scripts, MigrationProgress progress) {
        this.database = database;
        this.scripts = scripts;
        this.progress = progress;
    }

    /** @param to the last version to apply; null for all there are */
    void migrate(@Nullable String to) {
        try {
            var configuration = configuration();
            if (to != null) configuration.target(to);
            FlywayLock.announce(database, progress);
            configuration.load().migrate();
            committed();
        } catch (FlywayException fault) {
            if (running != null) progress.fails();
            throw new CannotRunException(sentence(fault), fault);
        }
    }

    /** Says of a database that was made by other means which version it is at. */
    void baseline(MigrationScript script) {
        try {
            configuration()
                    .baselineVersion(MigrationVersion.fromVersion(script.version()))
                    .baselineDescription(script.description())
                    .load()
                    .baseline();
        } catch (FlywayException fault) {
            throw new CannotRunException(sentence(fault), fault);
        }
    }

    private FluentConfiguration configuration() {
        return Flyway.configure()
                .dataSource(database)
                .locations(scripts.location())
                .failOnMissingLocations(true)
                .lockRetryCount(UNTIL_THE_OTHER_RUN_ENDS)
                .cleanDisabled(true)
                // A ${…} in a function's text is the function's own.
                .placeholderReplacement(false)
                .loggers(SilentFlywayLog.class.getName())
                // With the lock held in a transaction, `create index concurrently` would wait for that transaction.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .callbacks(this);
    }

    private String sentence(FlywayException fault) {
        if (fault.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return MigrationStatus.FOREIGN;
        }
        var cause = ServerRefusal.sqlFault(fault);
        if (cause == null) {
            return "Flyway refuses to migrate this database: " + fault.getMessage();
        }
        return running == null
                ? "The database refused to be migrated, before any migration ran: " + ServerRefusal.of(cause)
                : "Migration " + running + " failed, and those after it were not tried.\n" + failure(fault, cause);
    }

    private String failure(FlywayException fault, SQLException cause) {
        if (ended != null) {
            return "At its end, where its row of the history is written and deferred constraints are checked: "
                    + ServerRefusal.of(cause) + "\n" + leftAtItsEnd(cause);
        }
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof FlywaySqlScriptException failed) {
                var step = new ScriptStatement(failed.getStatement(), failed.getLineNumber(), true);
                return new StatementFailure(step, cause).getMessage() + ServerRefusal.advice(cause) + "\n" + left(step);
            }
        }
        return ServerRefusal.of(cause);
    }

    private String leftAtItsEnd(SQLException cause) {
        if (!scripts.transactional(script())) {
            return "It runs outside a transaction, so all its statements were kept; ./blog db status says whether its row was.";
        }
        // Of a commit whose answer was lost, for one, nobody knows.
        return String.valueOf(cause.getSQLState()).startsWith(CONSTRAINT_BROKEN)
                ? NOTHING_KEPT
                : "./blog db status says whether it was kept.";
    }

    private MigrationScript script() {
        return scripts.all().stream()
                .filter(each -> each.file().equals(running))
                .findFirst()
                .orElseThrow();
    }

    /** Describes which part of the failed migration is in the database. */
    private String left(ScriptStatement failed) {
        var script = script();
        if (scripts.transactional(script)) return NOTHING_KEPT;
        var steps = scripts.steps(script);
        long done = steps.stream().filter(step -> step.line() < failed.line()).count();
        var indexes = InvalidIndexes.of(DSL.using(database, SQLDialect.POSTGRES));
        return "It runs outside a transaction, so " + kept(failed, done, steps.size()) + " was kept."
                + indexes.afterFailure()
                + "\nThen run ./blog db repair, which removes its row from the history, and ./blog db migrate again.";
    }

    private static String kept(ScriptStatement failed, long done, int all) {
        var before = "what its first " + done + " of " + all + " statements did";
        if (!COMMITTING.matcher(failed.sql()).find()) return done == 0 ? "nothing" : before;
        return (done == 0 ? "" : before + " and ") + "whatever the one that failed had committed by itself";
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
            committed();
            running = migration.getScript();
            since = System.nanoTime();
            progress.begins(migration.getVersion().getVersion(), migration.getDescription());
        } else {
            var time = Duration.ofNanos(System.nanoTime() - since);
            ended = new Ended(migration.getVersion().getVersion(), migration.getDescription(), time);
        }
    }

    /** Flyway says that a migration has ended, and commits it then. */
    private void committed() {
        if (ended != null) {
            progress.applied(ended.version, ended.description, ended.time);
        }
        running = null;
        ended = null;
    }

    @Override
    public String getCallbackName() {
        return "progress";
    }
}
