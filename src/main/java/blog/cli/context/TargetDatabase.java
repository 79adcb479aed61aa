package blog.cli.context;

import blog.platform.config.Settings;
import blog.platform.database.EmbeddedPostgres;
import blog.platform.problem.CannotRunException;
import java.io.PrintWriter;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The database that a command works on: the configured one, or Blog's own, already running or started for the duration
 * of the command.
 */
public final class TargetDatabase implements AutoCloseable {
    private static final String OWN = "Blog's own database";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_LOGIN = "28000";
    private static final String NO_DATABASE = "3D000";
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings.Login login;
    private final @Nullable EmbeddedPostgres own;
    private final @Nullable SharedServerLease lease;
    private final String name;
    private final PrintWriter errors;

    private TargetDatabase(
            Settings.Login login,
            @Nullable EmbeddedPostgres own,
            @Nullable SharedServerLease lease,
            String name,
            PrintWriter errors) {
        this.login = login;
        this.own = own;
        this.lease = lease;
        this.name = name;
        this.errors = errors;
    }

    /**
     * @param errors is told what closing waits for
     * @throws CannotRunException when it cannot be reached
     */
    public static TargetDatabase open(Settings.Database settings, PrintWriter errors) {
        if (settings.given().isPresent()) {
            var login = settings.given().get();
            var name = "The database " + login.database() + " at " + login.host() + ":" + login.port();
            var target = new TargetDatabase(login, null, null, name, errors);
            target.requireReachable();
            return target;
        }
        return own(settings.dataDir(), errors);
    }

    /**
     * The address of the database without starting one.
     *
     * @throws CannotRunException when it is Blog's own, and nothing runs on it
     */
    public static Settings.Login running(Settings.Database settings) {
        return settings.given()
                .or(() -> EmbeddedPostgres.running(settings.dataDir()))
                .orElseThrow(
                        () -> new CannotRunException(
                                "Blog's own database is not running: ./blog serve starts it. For another one, set DATABASE_URL."));
    }

    private static TargetDatabase own(Path folder, PrintWriter errors) {
        for (var end = System.nanoTime() + PATIENCE.toNanos(); ; LockSupport.parkNanos(BETWEEN_TRIES.toNanos())) {
            try {
                var target = joinedOrStarted(folder, errors);
                if (target.isPresent()) return target.get();
                // That of another command is ending.
                if (System.nanoTime() > end) throw new CannotRunException(OWN + " in " + folder + " does not answer.");
            } catch (CannotRunException refused) {
                // A quicker command may be starting one.
                if (refused.getCause() instanceof SQLException
                        || System.nanoTime() > end
                        || EmbeddedPostgres.running(folder).isEmpty()) {
                    throw refused;
                }
            }
        }
    }

    private static Optional<TargetDatabase> joinedOrStarted(Path folder, PrintWriter errors) {
        var running = EmbeddedPostgres.running(folder);
        if (running.isPresent()) {
            var login = running.get();
            return SharedServerLease.join(login).map(lease -> new TargetDatabase(login, null, lease, OWN, errors));
        }
        var own = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.KEPT);
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "stop-postgresql"));
        return Optional.of(new TargetDatabase(own.login(EmbeddedPostgres.DATABASE), own, null, OWN, errors));
    }

    private void requireReachable() {
        try {
            sql().selectOne().fetch();
        } catch (DataAccessException fault) {
            throw new CannotRunException(
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

    public Settings.Login login() {
        return login;
    }

    public DSLContext sql() {
        return CommandConnections.sql(login);
    }

    /** Its own server ends when nobody uses it any more: another command may have joined it. */
    @Override
    public void close() {
        if (lease != null) lease.close();
        if (own == null) return;
        try {
            awaitOthers(own);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            own.close();
        }
    }

    /** The lock is held until the server is gone. */
    private void awaitOthers(EmbeddedPostgres server) throws InterruptedException {
        while (true) {
            try (var others = SharedServerLease.of(login)) {
                others.awaitOthers(errors);
                server.close();
                return;
            } catch (DataAccessException gone) {
                return;
            } catch (SQLException fault) {
                if (SharedServerLease.isEnding(fault)) return;
                // As others use all of its connections, it is too early to end.
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
