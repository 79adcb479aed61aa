package blog.chain.migrations;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Moves a database from one version of the schema to another, or tells how far it is from a version. */
public final class Migrator {
    /** As long as a server may take to let somebody in that answers at all. */
    private static final int LOGIN_SECONDS = 10;

    private final DataSource database;
    private final MigrationScripts scripts;

    /** @param database at least two connections, without a statement time-out that an index build would run into */
    public Migrator(DataSource database) {
        this(database, MigrationScripts.packaged());
    }

    private Migrator(DataSource database, MigrationScripts scripts) {
        this.database = database;
        this.scripts = scripts;
    }

    /** With what this release brings. */
    public static Migrator of(Settings.Login login) {
        return of(login, MigrationScripts.packaged());
    }

    /** Over connections of its own, which wait as long as a migration takes. */
    public static Migrator of(Settings.Login login, MigrationScripts scripts) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName("blog migrate");
        database.setSocketTimeout(0);
        if (database.getLoginTimeout() == 0) database.setLoginTimeout(LOGIN_SECONDS);
        return new Migrator(database, scripts);
    }

    /** Quick: one query, and no Flyway. */
    public MigrationStatus status() {
        return MigrationHistory.of(sql()).against(scripts.all());
    }

    /** Every row of the database's history, in the order it was written. */
    public List<AppliedMigration> history() {
        return MigrationHistory.of(sql()).rows();
    }

    /** @throws CannotRunException when the database is behind, ahead or altered, saying what to do */
    public void requireCurrent() {
        status().requireCurrent();
    }

    /** Applies what is pending. Runs at the same time, of several processes, wait for each other. */
    public void migrate(MigrationProgress progress) {
        migrate(null, progress);
    }

    /** @param to the last version to apply; null for all there are */
    public void migrate(@Nullable String to, MigrationProgress progress) {
        if (!pending(to).isEmpty()) new FlywayRun(database, scripts, progress).migrate(to);
    }

    /**
     * Returns the migrations that {@link #migrate} would apply, oldest first.
     *
     * @throws CannotRunException when the version is unknown, or the history or a file forbids it
     */
    public List<MigrationScript> pending(@Nullable String to) {
        scripts.requireNoOther();
        var status = status();
        status.requireMigratable();
        if (to != null) requireAhead(to, status.at());
        var pending = status.pending().stream()
                .filter(script -> to == null || MigrationScript.OLDEST_FIRST.compare(script.version(), to) <= 0)
                .toList();
        pending.forEach(scripts::requireRunnable);
        return pending;
    }

    private void requireAhead(String to, @Nullable String at) {
        scripts.require(to);
        if (at != null && MigrationScript.OLDEST_FIRST.compare(to, at) < 0) {
            throw new CannotRunException(
                    "The database is at " + at + ", past " + to + ": ./blog db undo --to " + to + " takes it back.");
        }
    }

    /** Returns the SQL that would run, as one script. */
    public String sql(@Nullable String to) {
        var last = history().stream().mapToInt(AppliedMigration::rank).max().orElse(0);
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
     * @throws DataLossException where they would go and may not
     */
    public List<MigrationScript> undo(UndoTarget target, boolean lossAccepted, MigrationProgress progress) {
        return new UndoRun(database, scripts, progress, lossAccepted).run(target);
    }

    /**
     * Refuses before the last migration is undone what would keep it from being applied again.
     *
     * @throws CannotRunException when another file is at fault, or its own cannot be run
     */
    public void requireRedoable() {
        scripts.requireNoOther();
        var status = status();
        if (!status.applied().isEmpty()
                && !status.pending().isEmpty()
                && status.late().isEmpty()) {
            throw new CannotRunException(
                    "There is " + status.pending().getFirst().file() + " to apply, and redo would take back the"
                            + " one before it: ./blog db migrate.");
        }
        if (!status.applied().isEmpty()) {
            var last = status.applied().getLast();
            var undone = status.without(last);
            undone.requireMigratable();
            undone.pending().stream()
                    .filter(script -> MigrationScript.OLDEST_FIRST.compare(script.version(), last.version()) <= 0)
                    .forEach(scripts::requireRunnable);
        }
    }

    /** Says of a database made by other means that it is at this version, without looking at it. */
    public void baseline(String version) {
        var script = scripts.require(version);
        requireNoHistory();
        new FlywayRun(database, scripts, MigrationProgress.NONE).baseline(script);
    }

    /** @throws CannotRunException when the database has a history, which is not to be made up anew */
    public void requireNoHistory() {
        if (!history().isEmpty()) {
            throw new CannotRunException(
                    "This database has a history of migrations already (./blog db history), so there is"
                            + " nothing to adopt. ./blog db status says where it is.");
        }
    }

    public HistoryRepair repair() {
        return new HistoryRepair(database, scripts);
    }

    private DSLContext sql() {
        return DSL.using(database, SQLDialect.POSTGRES);
    }

    /** Returns the migrations packaged with this release, oldest first. */
    public static List<MigrationScript> packaged() {
        return MigrationScripts.packaged().all();
    }
}
