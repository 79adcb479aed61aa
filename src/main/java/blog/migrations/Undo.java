package blog.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import blog.problem.CannotRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Takes migrations back by their U scripts, each with its row of the history, while no other run is at work. */
final class Undo {
    private final DataSource database;
    private final Scripts scripts;
    private final Progress progress;
    private final boolean lossAccepted;

    Undo(DataSource database, Scripts scripts, Progress progress, boolean lossAccepted) {
        this.database = database;
        this.scripts = scripts;
        this.progress = progress;
        this.lossAccepted = lossAccepted;
    }

    /** Takes the newest back first; each is done, or not, on its own. */
    List<Script> run(Extent extent) {
        try (var lock = FlywayLock.take(database, progress)) {
            var history = History.of(DSL.using(database, SQLDialect.POSTGRES));
            var chosen = new Undoing(history, scripts).chosen(extent);
            if (!lossAccepted && chosen.size() > 1) {
                requireNoLoss(chosen);
            }
            chosen.forEach(this::watched);
            return chosen;
        }
    }

    /** Of several, none is undone when one of them would lose data. */
    private void requireNoLoss(List<Script> chosen) {
        var steps = chosen.stream()
                .flatMap(script -> Step.of(scripts.back(script).orElseThrow()).stream())
                .toList();
        try (var connection = database.getConnection()) {
            UndoTrial.of(connection, steps).requireNoLoss(connection, chosen);
        } catch (SQLException | DataAccessException | FlywayException fault) {
            // The script at fault is named when its turn comes.
        }
    }

    private void watched(Script script) {
        long since = System.nanoTime();
        progress.begins(script.version(), script.description());
        try {
            undo(script);
        } catch (CannotRun fault) {
            progress.fails();
            throw fault;
        }
        progress.applied(script.version(), script.description(), Duration.ofNanos(System.nanoTime() - since));
    }

    private void undo(Script script) {
        try (var connection = database.getConnection()) {
            var steps = Step.of(scripts.back(script).orElseThrow());
            var trial = lossAccepted ? UndoTrial.NONE : UndoTrial.of(connection, steps);
            trial.requireNoLoss(connection, List.of(script));
            if (steps.stream().allMatch(Step::transactional)) {
                inTransaction(connection, script, steps, trial);
            } else {
                oneByOne(connection, script, steps);
            }
        } catch (StepFailure fault) {
            throw new CannotRun(
                    script.undoFile() + " failed, so nothing of it was kept and " + script.version()
                            + " is still applied.\n" + fault.getMessage() + Refusal.advice(fault),
                    fault);
        } catch (SQLException | DataAccessException fault) {
            throw new CannotRun(script.file() + " could not be undone: " + Refusal.of(fault), fault);
        } catch (FlywayException fault) {
            throw new CannotRun(script.undoFile() + " cannot be read: " + fault.getMessage(), fault);
        }
    }

    private static void inTransaction(Connection connection, Script script, List<Step> steps, UndoTrial trial)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Somebody may have written since they were counted.
            trial.lock(connection);
            trial.requireNoLoss(connection, List.of(script));
            StepRun.run(connection, steps, StepWatch.NONE);
            forget(connection, script);
            connection.commit();
        } finally {
            // After a commit there is nothing left to roll back.
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** The row goes last: until then, the migration counts as applied. */
    private static void oneByOne(Connection connection, Script script, List<Step> steps) throws SQLException {
        var done = new ArrayList<Step>();
        try {
            StepRun.run(connection, steps, new StepWatch() {
                @Override
                public void after(Step step, Duration time) {
                    done.add(step);
                }
            });
        } catch (StepFailure fault) {
            throw new CannotRun(halfway(script, steps, done, fault, connection), fault);
        }
        forget(connection, script);
    }

    private static String halfway(
            Script script, List<Step> steps, List<Step> done, StepFailure fault, Connection connection) {
        var indexes = InvalidIndexes.of(DSL.using(connection, SQLDialect.POSTGRES));
        var rest = steps.subList(done.size(), steps.size());
        return script.undoFile() + " failed at statement " + (done.size() + 1) + " of " + steps.size()
                + ". It runs outside a transaction, so those before it are done:\n"
                + (done.isEmpty() ? "    none" : lines(done)) + "\n" + fault.getMessage() + Refusal.advice(fault)
                + indexes.afterFailure() + "\n" + script.version() + " still counts as applied."
                + (done.isEmpty()
                        ? " Mend the cause and run ./blog db undo again."
                        : " Run ./blog db undo again when the statements that are done can be repeated (“if exists”), or"
                                + " take them out of the file for that run. These are left:\n" + lines(rest));
    }

    private static String lines(List<Step> steps) {
        return String.join(
                "\n",
                steps.stream()
                        .map(step -> StepFailure.indented(step.sql()) + ";")
                        .toList());
    }

    private static void forget(Connection connection, Script script) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .deleteFrom(FLYWAY_SCHEMA_HISTORY)
                .where(FLYWAY_SCHEMA_HISTORY.VERSION.eq(script.version()))
                .execute();
    }
}
