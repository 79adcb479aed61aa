package blog.chain.migrations;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRun;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Takes a database from one version of the schema to another, or says how far from a version the database is. */
public final class Migrations {
    private final DataSource database;
    private final Scripts scripts;

    /** @param database at least two connections, without a statement time-out that an index build would run into */
    public Migrations(DataSource database) {
        this(database, Scripts.packaged());
    }

    private Migrations(DataSource database, Scripts scripts) {
        this.database = database;
        this.scripts = scripts;
    }

    /** With what this release brings. */
    public static Migrations of(Settings.Login login) {
        return of(login, Scripts.packaged());
    }

    /** Over connections of its own, which wait as long as a migration takes. */
    public static Migrations of(Settings.Login login, Scripts scripts) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName("blog migrate");
        database.setSocketTimeout(0);
        return new Migrations(database, scripts);
    }

    /** Quick: one query, and no Flyway. */
    public Status status() {
        return History.of(sql()).against(scripts.all());
    }

    /** Every row of the database's history, in the order it was written. */
    public List<Applied> history() {
        return History.of(sql()).rows();
    }

    /** @throws CannotRun when the database is behind, ahead or altered, saying what to do */
    public void requireCurrent() {
        status().requireCurrent();
    }

    /** Applies what is pending. Runs at the same time, of several processes, wait for each other. */
    public void migrate(Progress progress) {
        migrate(null, progress);
    }

    /** @param to the last version to apply; null for all there are */
    public void migrate(@Nullable String to, Progress progress) {
        if (!pending(to).isEmpty()) {
            new FlywayRun(database, scripts, progress).migrate(to);
        }
    }

    /**
     * What {@link #migrate} would apply, oldest first.
     *
     * @throws CannotRun when the version is unknown or the history forbids it
     */
    public List<Script> pending(@Nullable String to) {
        var status = status();
        status.requireMigratable();
        if (to != null) {
            requireAhead(to, status.at());
        }
        var pending = status.pending().stream()
                .filter(script -> to == null || Script.OLDEST_FIRST.compare(script.version(), to) <= 0)
                .toList();
        pending.forEach(scripts::requireRunnable);
        return pending;
    }

    private void requireAhead(String to, @Nullable String at) {
        scripts.require(to);
        if (at != null && Script.OLDEST_FIRST.compare(to, at) < 0) {
            throw new CannotRun(
                    "The database is at " + at + ", past " + to + ": ./blog db undo --to " + to + " takes it back.");
        }
    }

    /** What would run, as one text of SQL. */
    public String sql(@Nullable String to) {
        var last = history().stream().mapToInt(Applied::rank).max().orElse(0);
        return new PendingSql(scripts, pending(to), last, FlywayLock.number(sql())).text();
    }

    /** Those that a build has left unfinished. */
    public InvalidIndexes invalidIndexes() {
        return InvalidIndexes.of(sql());
    }

    /**
     * Takes migrations back by their U scripts.
     *
     * @param lossAccepted whether rows and values may go
     * @return what was undone, newest first
     * @throws DataLoss where they would go and may not
     */
    public List<Script> undo(Extent extent, boolean lossAccepted, Progress progress) {
        return new Undo(database, scripts, progress, lossAccepted).run(extent);
    }

    /**
     * Refuses before the last migration is undone what would keep it from being applied again.
     *
     * @throws CannotRun when another file is at fault, or its own cannot be run
     */
    public void requireRedoable() {
        var status = status();
        if (!status.applied().isEmpty()
                && !status.pending().isEmpty()
                && status.late().isEmpty()) {
            throw new CannotRun("There is " + status.pending().getFirst().file()
                    + " to apply, and redo would take back the" + " one before it: ./blog db migrate.");
        }
        if (!status.applied().isEmpty()) {
            var last = status.applied().getLast();
            var undone = status.without(last);
            undone.requireMigratable();
            undone.pending().stream()
                    .filter(script -> Script.OLDEST_FIRST.compare(script.version(), last.version()) <= 0)
                    .forEach(scripts::requireRunnable);
        }
    }

    /** Says of a database made by other means that it is at this version, without looking at it. */
    public void baseline(String version) {
        var script = scripts.require(version);
        requireNoHistory();
        new FlywayRun(database, scripts, Progress.NONE).baseline(script);
    }

    /** @throws CannotRun when the database has a history, which is not to be made up anew */
    public void requireNoHistory() {
        if (!history().isEmpty()) {
            throw new CannotRun("This database has a history of migrations already (./blog db history), so there is"
                    + " nothing to adopt. ./blog db status says where it is.");
        }
    }

    public Repair repair() {
        return new Repair(database, scripts);
    }

    private DSLContext sql() {
        return DSL.using(database, SQLDialect.POSTGRES);
    }

    /** What this release brings, oldest first. */
    public static List<Script> packaged() {
        return Scripts.packaged().all();
    }
}
