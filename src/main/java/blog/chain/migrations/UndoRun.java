package blog.chain.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import blog.platform.problem.CannotRunException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Undoes migrations by their U scripts, each together with its row of the history, under Flyway's lock. */
final class UndoRun {
    /** SQL states that occur only because several scripts share one transaction. */
    private static final Set<String> COMMIT_FIRST = Set.of("55006", "55P04");

    private static final String ONE_AT_A_TIME =
            "\nSeveral are tried in one transaction, in which what is done concurrently is"
                    + " done otherwise and may not take longer than two seconds. Undo them one at a time: ./blog db undo";

    private static final String ALONE =
            "\nWhat comes after it in the file is tried in a transaction with it, in which it is"
                    + " done otherwise and may not take longer than two seconds. Put it alone into a file of its own.";

    private final DataSource database;
    private final MigrationScripts scripts;
    private final MigrationProgress progress;
    private final boolean lossAccepted;

    UndoRun(DataSource database, MigrationScripts scripts, MigrationProgress progress, boolean lossAccepted) {
        this.database = database;
        this.scripts = scripts;
        this.progress = progress;
        this.lossAccepted = lossAccepted;
    }

    /** Takes the newest back first; each is done, or not, on its own. */
    List<MigrationScript> run(UndoTarget target) {
        try (var _ = FlywayLock.take(database, progress)) {
            var history = MigrationHistory.of(DSL.using(database, SQLDialect.POSTGRES));
            var chosen = new UndoSelector(history, scripts).chosen(target);
            // For what they refuse, before the first of several is undone.
            chosen.forEach(this::steps);
            if (!lossAccepted && chosen.size() > 1) requireNoLoss(chosen);
            chosen.forEach(this::watched);
            return chosen;
        }
    }

    /** Of several, none is undone when the trial shows that one of them fails or would lose data. */
    private void requireNoLoss(List<MigrationScript> chosen) {
        var steps = new LinkedHashMap<MigrationScript, List<ScriptStatement>>();
        chosen.forEach(script -> steps.put(script, NonConcurrentVariant.of(steps(script))));
        var all = steps.values().stream().flatMap(List::stream).toList();
        try (var connection = database.getConnection()) {
            DataLossReport.requireNone(connection, UndoTrial.of(connection, all), chosen);
        } catch (StatementFailure fault) {
            throw new CannotRunException(failure(fault, steps), fault);
        } catch (SQLException | DataAccessException fault) {
            throw new CannotRunException("None of them was undone: " + ServerRefusal.of(fault), fault);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static String failure(StatementFailure fault, Map<MigrationScript, List<ScriptStatement>> steps) {
        // By identity: two files may hold the same statement on the same line.
        var file = steps.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(step -> step == fault.step()))
                .map(entry -> entry.getKey().undoFile())
                .findFirst()
                .orElseThrow();
        return file + " failed when it was tried, so none of them was undone.\n" + fault.getMessage()
                + (mayComeOfTheTrial(fault) ? ONE_AT_A_TIME : ServerRefusal.advice(fault));
    }

    /** A script that runs statement by statement is tried in one transaction. */
    private boolean mayComeOfTheTrial(StatementFailure fault, MigrationScript script) {
        return mayComeOfTheTrial(fault) && !steps(script).stream().allMatch(ScriptStatement::transactional);
    }

    private static boolean mayComeOfTheTrial(StatementFailure fault) {
        return !fault.step().transactional() || COMMIT_FIRST.contains(String.valueOf(fault.getSQLState()));
    }

    private List<ScriptStatement> steps(MigrationScript script) {
        try {
            var steps = ScriptStatement.of(scripts.back(script).orElseThrow());
            steps.forEach(step -> requireNoEnd(script, step));
            return steps;
        } catch (FlywayException fault) {
            throw new CannotRunException(script.undoFile() + " cannot be read: " + fault.getMessage(), fault);
        }
    }

    /** It would keep what a trial is to roll back, or the half of a script. */
    private static void requireNoEnd(MigrationScript script, ScriptStatement step) {
        if (step.controlsTransaction()) {
            throw new CannotRunException(
                    script.undoFile() + ", line " + step.line() + ": a U script runs in a transaction that is begun and"
                            + " ended for it, and this would begin or end one. Take it out:\n"
                            + StatementFailure.indented(step.sql()));
        }
    }

    private void watched(MigrationScript script) {
        long since = System.nanoTime();
        progress.begins(script.version(), script.description());
        try {
            undo(script);
        } catch (CannotRunException | DataLossException fault) {
            progress.fails();
            throw fault;
        }
        progress.applied(script.version(), script.description(), Duration.ofNanos(System.nanoTime() - since));
    }

    private void undo(MigrationScript script) {
        try (var connection = database.getConnection()) {
            var steps = steps(script);
            var trial = lossAccepted ? UndoTrial.NONE : UndoTrial.of(connection, NonConcurrentVariant.of(steps));
            DataLossReport.requireNone(connection, trial, List.of(script));
            if (steps.stream().allMatch(ScriptStatement::transactional)) {
                inTransaction(connection, script, steps, trial);
            } else {
                oneByOne(connection, script, steps);
            }
        } catch (StatementFailure fault) {
            throw new CannotRunException(
                    script.undoFile() + " failed, so nothing of it was kept and " + script.version()
                            + " is still applied.\n" + fault.getMessage()
                            + (mayComeOfTheTrial(fault, script) ? ALONE : ServerRefusal.advice(fault)),
                    fault);
        } catch (SQLException | DataAccessException fault) {
            throw new CannotRunException(script.file() + " could not be undone: " + ServerRefusal.of(fault), fault);
        }
    }

    private void inTransaction(
            Connection connection, MigrationScript script, List<ScriptStatement> steps, UndoTrial trial)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Somebody may have written since they were counted.
            trial.lock(connection);
            DataLossReport.requireNone(connection, trial, List.of(script));
            if (lossAccepted) {
                StatementRunner.run(connection, steps, StatementListener.NONE);
            } else {
                DataLossReport.requireNoMore(trial, UndoTrial.running(connection, steps), script);
            }
            forget(connection, script);
            connection.commit();
        } catch (SQLException | RuntimeException fault) {
            UndoTrial.rollBack(connection, fault);
            throw fault;
        }
    }

    /** The row goes last: until then, the migration counts as applied. */
    private static void oneByOne(Connection connection, MigrationScript script, List<ScriptStatement> steps)
            throws SQLException {
        var done = new ArrayList<ScriptStatement>();
        try {
            StatementRunner.run(connection, steps, new StatementListener() {
                @Override
                public void after(ScriptStatement step, Duration time) {
                    done.add(step);
                }
            });
        } catch (StatementFailure fault) {
            throw new CannotRunException(halfway(script, steps, done, fault, connection), fault);
        }
        forget(connection, script);
    }

    private static String halfway(
            MigrationScript script,
            List<ScriptStatement> steps,
            List<ScriptStatement> done,
            StatementFailure fault,
            Connection connection) {
        var indexes = InvalidIndexes.of(DSL.using(connection, SQLDialect.POSTGRES));
        var rest = steps.subList(done.size(), steps.size());
        return script.undoFile() + " failed at statement " + (done.size() + 1) + " of " + steps.size()
                + ". It runs outside a transaction, so those before it are done:\n"
                + (done.isEmpty() ? "    none" : lines(done)) + "\n" + fault.getMessage() + ServerRefusal.advice(fault)
                + indexes.afterFailure() + "\n" + script.version() + " still counts as applied."
                + (done.isEmpty()
                        ? " Fix the cause and run ./blog db undo again."
                        : " Run ./blog db undo again when the statements that are done can be repeated (“if exists”), or"
                                + " take them out of the file for that run. These are left:\n" + lines(rest));
    }

    private static String lines(List<ScriptStatement> steps) {
        return String.join(
                "\n",
                steps.stream()
                        .map(step -> StatementFailure.indented(step.sql()) + ";")
                        .toList());
    }

    private static void forget(Connection connection, MigrationScript script) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .deleteFrom(FLYWAY_SCHEMA_HISTORY)
                .where(FLYWAY_SCHEMA_HISTORY.VERSION.eq(script.version()))
                .execute();
    }
}
