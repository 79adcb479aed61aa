package blog.migrations;

import blog.config.Settings;
import blog.problem.CannotRun;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** Takes a database to the schema this release was built for, or says how far from it the database is. */
public final class Migrations {
    private final DataSource database;

    /** @param database at least two connections, without a statement time-out that an index build would run into */
    public Migrations(DataSource database) {
        this.database = database;
    }

    /** Over connections of its own, which wait as long as a migration takes. */
    public static Migrations of(Settings.Login login) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName("blog migrate");
        database.setSocketTimeout(0);
        return new Migrations(database);
    }

    /** Quick: one query, and no Flyway. */
    public Status status() {
        return History.of(DSL.using(database, SQLDialect.POSTGRES)).against(packaged());
    }

    /** @throws CannotRun when the database is behind, ahead or altered, saying what to do */
    public void requireCurrent() {
        status().requireCurrent();
    }

    /** Applies what is pending. Runs at the same time, of several processes, wait for each other. */
    public void migrate(Progress progress) {
        var status = status();
        status.requireMigratable();
        if (!status.pending().isEmpty()) {
            new FlywayRun(database, progress).migrate();
        }
    }

    /** What this release brings, oldest first. */
    public static List<Script> packaged() {
        return Scripts.packaged().all();
    }
}
