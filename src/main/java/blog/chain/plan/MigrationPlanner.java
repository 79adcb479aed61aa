package blog.chain.plan;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import blog.chain.catalog.TableMetadata;
import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.MigrationScripts;
import blog.chain.migrations.ScriptStatement;
import blog.chain.migrations.StatementListener;
import blog.chain.migrations.StatementRunner;
import blog.platform.problem.CannotRunException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Measures the effects of pending migrations on a copy. Each table is filled as soon as it exists, so that the
 * migration after the one that creates it finds rows.
 *
 * @param applied what the database has, oldest first
 * @param writerCount how many use each table meanwhile
 * @param growing whether a table that a migration has made is used by writers from then on, as if each migration were
 *     deployed by itself; otherwise they use the tables that were there before, as the running release does
 */
public record MigrationPlanner(
        MigrationScripts scripts,
        List<MigrationScript> applied,
        List<MigrationScript> pending,
        RowCounts rows,
        int writerCount,
        Duration budget,
        boolean growing) {
    private static final int ATTEMPTS = 3;

    /**
     * @param progress is told, line by line, how far it is
     * @throws CannotRunException when a migration fails or cannot be run, or there is no such table
     */
    public PlanReport run(Consumer<String> progress) {
        pending.forEach(scripts::requireRunnable);
        if (growing) rows.requireNamed(pending.stream().map(scripts::forward).collect(Collectors.joining("\n")));
        progress.accept("Starting a copy …");
        try (var copy = ShadowDatabase.start()) {
            migrate(copy);
            return new PlanRun(copy, progress).report();
        }
    }

    private void migrate(ShadowDatabase copy) {
        for (var script : applied) {
            try (var connection = copy.owner().getConnection()) {
                boolean transactional = scripts.transactional(script);
                connection.setAutoCommit(!transactional);
                StatementRunner.run(connection, scripts.steps(script), StatementListener.NONE);
                if (transactional) connection.commit();
            } catch (SQLException fault) {
                throw new CannotRunException(
                        "The copy cannot be brought to the database's version: migration " + script.file()
                                + " fails on an empty database.\n" + fault.getMessage(),
                        fault);
            }
        }
    }

    /** One run over one copy. */
    private final class PlanRun {
        private final ShadowDatabase copy;
        private final Consumer<String> progress;
        private final Map<String, Long> rowsByTable = new LinkedHashMap<>();
        private final Map<String, String> unfilled = new LinkedHashMap<>();
        private final List<MigrationReport> files = new ArrayList<>();
        private final SortedSet<String> known = new TreeSet<>();

        PlanRun(ShadowDatabase copy, Consumer<String> progress) {
            this.copy = copy;
            this.progress = progress;
        }

        PlanReport report() {
            var operations = List.<WorkloadOperation>of();
            for (var script : pending) {
                var filled = fill();
                note(filled);
                if (growing || files.isEmpty()) operations = operations(filled);
                files.add(replayed(script, operations));
            }
            requireKnown();
            var from = applied.isEmpty() ? null : applied.getLast().version();
            return new PlanReport(from, rowsByTable, unfilled, files, budget.toMillis());
        }

        private void note(List<DataGenerator.Filled> filled) {
            for (var each : filled) {
                var table = each.values().table().name();
                rowsByTable.put(table, each.rows());
                if (!each.fault().isEmpty() && each.rows() == 0) unfilled.put(table, each.fault());
            }
        }

        private List<DataGenerator.Filled> fill() {
            try (var connection = copy.superuser().getConnection()) {
                var sql = QuietDsl.over(connection);
                var tables = TableMetadata.all(sql);
                tables.forEach(table -> known.add(table.name()));
                // Triggers and foreign keys are left out: the rows are made to agree, and it is ten times quicker.
                sql.set(name("session_replication_role"), inline("replica")).execute();
                var filled = new DataGenerator(sql, this::filling).fill(tables, rowsByTable, rows::of);
                // jOOQ has no ANALYZE, and without one PostgreSQL would take the tables for empty.
                StatementRunner.run(
                        connection, List.of(new ScriptStatement("analyze", 1, true)), StatementListener.NONE);
                return filled;
            } catch (SQLException fault) {
                throw new CannotRunException("The copy cannot be filled: " + fault.getMessage(), fault);
            }
        }

        /** Only now is it known which tables there are at any version. */
        private void requireKnown() {
            try (var connection = copy.superuser().getConnection()) {
                TableMetadata.all(QuietDsl.over(connection)).forEach(table -> known.add(table.name()));
                rows.requireKnown(known);
            } catch (SQLException fault) {
                throw lost(fault);
            }
        }

        private void filling(String table, long done) {
            progress.accept(String.format(Locale.ROOT, "Filling %s: %,d rows", table, done));
        }

        /** A deadlock with a writer is tried again, as whoever deploys would; nothing of the file was kept. */
        private MigrationReplay.Run replayed(MigrationScript script) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return MigrationReplay.run(copy.owner(), scripts, script);
                } catch (CannotRunException failed) {
                    if (attempt == ATTEMPTS || !MigrationReplay.wasDeadlock(failed)) throw failed;
                    progress.accept(script.file() + " and a writer waited for each other, and it lost; trying again");
                }
            }
        }

        private List<WorkloadOperation> operations(List<DataGenerator.Filled> filled) {
            try (var connection = copy.owner().getConnection()) {
                var sql = QuietDsl.over(connection);
                return filled.stream()
                        .flatMap(each -> Workload.of(sql, each).stream())
                        .toList();
            } catch (SQLException fault) {
                throw lost(fault);
            }
        }

        /**
         * Replays a migration. The writers' waits are known only when they have ended, so the report comes after the
         * run.
         */
        private MigrationReport replayed(MigrationScript script, List<WorkloadOperation> operations) {
            progress.accept("Running " + script.file());
            var writers = new ConcurrentWriters(copy.owner(), operations, writerCount);
            try (var connection = copy.owner().getConnection()) {
                MigrationReplay.Run run;
                Map<String, Long> broken;
                try (writers) {
                    writers.start();
                    run = replayed(script);
                    broken = Workload.faults(QuietDsl.over(connection), operations);
                }
                return file(run, broken, writers);
            } catch (SQLException fault) {
                throw lost(fault);
            }
        }
    }

    private static CannotRunException lost(SQLException fault) {
        return new CannotRunException("The copy was lost: " + fault.getMessage(), fault);
    }

    private static MigrationReport file(MigrationReplay.Run run, Map<String, Long> broken, ConcurrentWriters writers) {
        var wait = writers.longest(run.from(), run.to());
        var failures = new LinkedHashMap<>(broken);
        failures.putAll(writers.failures(run.from(), run.to()));
        return new MigrationReport(
                run.script().file(),
                run.transactional(),
                run.steps().stream().map(step -> step(step, writers)).collect(Collectors.toList()),
                run.time().toMillis(),
                run.exclusive().toMillis(),
                wait.time().toMillis(),
                wait.what(),
                writers.count(run.from(), run.to()),
                failures.entrySet().stream()
                        .map(each -> new MigrationReport.Failure(each.getKey(), each.getValue()))
                        .toList());
    }

    private static StatementReport step(MigrationReplay.Measured measured, ConcurrentWriters writers) {
        long to = measured.from() + measured.time().toNanos();
        return new StatementReport(
                measured.step().line(),
                measured.step().sql(),
                measured.time().toMillis(),
                MigrationReplay.described(measured.locks()),
                measured.locks().stream().anyMatch(lock -> lock.mode().stopsWriters()),
                measured.rewritten(),
                writers.longest(measured.from(), to).time().toMillis(),
                measured.bytes());
    }
}
