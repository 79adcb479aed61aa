package blog;

import blog.config.Settings;
import blog.database.Database;
import blog.http.Routes;
import blog.http.Server;
import blog.likes.Likes;
import blog.likes.LikesRoutes;
import blog.migrations.Migrations;
import blog.migrations.Progress;
import blog.ops.HealthRoutes;
import blog.passwords.PasswordRoutes;
import blog.passwords.Passwords;
import blog.posts.Posts;
import blog.posts.PostsRoutes;
import blog.sessions.Sessions;
import blog.sessions.SessionsRoutes;
import blog.users.PasswordHasher;
import blog.users.Users;
import blog.users.UsersRoutes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: builds everything in order, and ends it in the opposite order. */
public final class Blog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Blog.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Server server;

    private Blog(Settings settings, Clock clock) {
        try {
            var login = login(settings.database());
            bringUpToDate(login, settings.database());
            var database = open(new Database(login, settings.database()));
            this.server = open(build(settings, database, clock));
            server.start();
        } catch (RuntimeException fault) {
            close();
            throw fault;
        }
    }

    /** @throws blog.problem.CannotRun when the database or the port is not to be had, or the schema does not fit */
    public static Blog start(Settings settings) {
        return start(settings, Clock.systemUTC());
    }

    public static Blog start(Settings settings, Clock clock) {
        return new Blog(settings, clock);
    }

    /** The port it listens on, also where the settings left the choice to the system with port 0. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception fault) {
                LOG.warn("could not end properly", fault);
            }
        }
    }

    private Settings.Login login(Settings.Database settings) {
        return settings.given().orElseThrow();
    }

    private static void bringUpToDate(Settings.Login login, Settings.Database settings) {
        var migrations = Migrations.of(login);
        if (settings.migrateOnStart()) migrations.migrate(Progress.to(System.out));
        migrations.requireCurrent();
    }

    private static Server build(Settings settings, Database database, Clock clock) {
        var hasher = new PasswordHasher();
        var users = new Users(database, hasher);
        var sessions = new Sessions(database, users, hasher, clock);
        var passwords = new Passwords(database, users, sessions);
        var posts = new Posts(database);
        var likes = new Likes(database);

        var routes = new Routes();
        new UsersRoutes(users).addTo(routes);
        new SessionsRoutes(sessions).addTo(routes);
        new PasswordRoutes(passwords).addTo(routes);
        new PostsRoutes(posts, users).addTo(routes);
        new LikesRoutes(likes).addTo(routes);
        new HealthRoutes(new Migrations(database.dataSource())).addTo(routes);
        return new Server(settings.server(), routes, sessions::viewer);
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }
}
