package blog.cli;

import static blog.schema.postgres.Tables.PG_STAT_ACTIVITY;
import static org.jooq.impl.DSL.inline;

import blog.config.Settings;
import blog.database.EmbeddedPostgres;
import blog.problem.CannotRun;
import blog.schema.postgres.Routines;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that a command works on: the one given, or Blog's own: the one that runs, or started for as long as the command runs. */
final class Target implements AutoCloseable {
    private static final String OWN = "Blog's own database";
    private static final String APPLICATION = "blog";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_LOGIN = "28000";
    private static final String NO_DATABASE = "3D000";
    private static final long BETWEEN_LOOKS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings.Login login;
    private final @Nullable EmbeddedPostgres own;
    private final String name;

    private Target(Settings.Login login, @Nullable EmbeddedPostgres own, String name) {
        this.login = login;
        this.own = own;
        this.name = name;
    }

    /** @throws CannotRun when it cannot be reached */
    static Target open(Settings.Database settings) {
        if (settings.given().isPresent()) {
            var login = settings.given().get();
            var name = "The database " + login.database() + " at " + login.host() + ":" + login.port();
            var target = new Target(login, null, name);
            target.requireReachable();
            return target;
        }
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return own(settings.dataDir());
            } catch (CannotRun refused) {
                // The server of another command may be ending, or that of a quicker one starting.
                if (System.nanoTime() > end
                        || EmbeddedPostgres.running(settings.dataDir()).isEmpty()) throw refused;
            }
        }
    }

    /**
     * The address of the database without starting one.
     *
     * @throws CannotRun when it is Blog's own, and nothing runs on it
     */
    static Settings.Login running(Settings.Database settings) {
        return settings.given()
                .or(() -> EmbeddedPostgres.running(settings.dataDir()))
                .orElseThrow(
                        () -> new CannotRun(
                                "Blog's own database is not running: ./blog serve starts it. For another one, set DATABASE_URL."));
    }

    private static Target own(Path folder) {
        var running = EmbeddedPostgres.running(folder);
        if (running.isPresent()) {
            var joined = new Target(running.get(), null, OWN);
            joined.requireReachable();
            return joined;
        }
        var own = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.KEPT);
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "stop-postgresql"));
        return new Target(own.login(EmbeddedPostgres.DATABASE), own, OWN);
    }

    private void requireReachable() {
        try {
            sql().selectOne().fetch();
        } catch (DataAccessException fault) {
            throw new CannotRun(
                    "Cannot use the database " + login.database() + " at " + login.host() + ":" + login.port() + ": "
                            + why(fault),
                    fault);
        }
    }

    private String why(DataAccessException fault) {
        var cause = fault.getCause() == null ? fault : fault.getCause();
        if (fault.getCause(UnknownHostException.class) != null) {
            return "there is no host " + login.host()
                    + ".\nIs its name right in DATABASE_URL, and known on this machine?";
        }
        return switch (fault.sqlState()) {
            case WRONG_PASSWORD, NO_LOGIN ->
                "it runs, and refused the login: " + cause.getMessage()
                        + "\nAre the user and the password in DATABASE_URL right, and may that user log in from here?";
            case NO_DATABASE ->
                "the server runs, and has no such database: " + cause.getMessage()
                        + "\nIs its name right in DATABASE_URL? Otherwise make it: create database "
                        + DSL.using(SQLDialect.POSTGRES).render(DSL.name(login.database())) + ";";
            default -> cause.getMessage() + "\nIs it running, and is DATABASE_URL right?";
        };
    }

    Settings.Login login() {
        return login;
    }

    /** Over connections without time-outs: a bulk load takes as long as it takes. */
    DSLContext sql() {
        return sql(login);
    }

    static DSLContext sql(Settings.Login login) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName(APPLICATION);
        return DSL.using(database, SQLDialect.POSTGRES);
    }

    /** Its own server ends when nobody uses it any more: another command may have joined it. */
    @Override
    public void close() {
        if (own == null) return;
        try {
            while (sql().fetchExists(PG_STAT_ACTIVITY, isSomebodyElse())) Thread.sleep(BETWEEN_LOOKS);
        } catch (DataAccessException gone) {
            // There is no server that anybody could use.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            own.close();
        }
    }

    private static Condition isSomebodyElse() {
        return PG_STAT_ACTIVITY
                .BACKEND_TYPE
                .eq(inline("client backend"))
                .and(PG_STAT_ACTIVITY.PID.ne(Routines.pgBackendPid()))
                // Somebody's psql, left open, must not keep a command from ending.
                .and(PG_STAT_ACTIVITY.APPLICATION_NAME.startsWith(inline(APPLICATION)));
    }

    @Override
    public String toString() {
        return name;
    }
}
