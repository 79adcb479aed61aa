package blog;

import blog.chain.catalog.Catalog;
import blog.chain.catalog.DriftMonitor;
import blog.chain.migrations.Migrator;
import blog.chain.migrations.ProgressPrinter;
import blog.likes.Likes;
import blog.likes.LikesRoutes;
import blog.passwords.Passwords;
import blog.passwords.PasswordsRoutes;
import blog.platform.config.Settings;
import blog.platform.database.Database;
import blog.platform.database.EmbeddedPostgres;
import blog.platform.http.HttpServer;
import blog.platform.http.Routes;
import blog.platform.openapi.ApiDocument;
import blog.platform.openapi.DocsRoutes;
import blog.platform.openapi.OpenApiRoutes;
import blog.platform.ops.HealthRoutes;
import blog.platform.ops.MetricsAccess;
import blog.platform.ops.MetricsRoutes;
import blog.platform.problem.CannotRunException;
import blog.posts.Posts;
import blog.posts.PostsRoutes;
import blog.sessions.Sessions;
import blog.sessions.SessionsRoutes;
import blog.tools.populate.SampleData;
import blog.users.PasswordHasher;
import blog.users.Users;
import blog.users.UsersRoutes;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: builds everything in order, and closes it in the reverse order. */
public final class Blog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Blog.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CompletableFuture<CannotRunException> loss = new CompletableFuture<>();
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final Optional<HttpServer> metricsServer;
    private final HttpServer server;

    private Blog(Settings settings, Clock clock) {
        try {
            // PostgreSQL is a process of its own: it starts while the service is built.
            var postgres = settings.database().given().isEmpty() ? starting(settings.database()) : null;
            var database = open(new Database(settings.database(), metrics));
            var watch = new DriftMonitor(Catalog.packaged(), DSL.using(database.probes(), SQLDialect.POSTGRES), clock);
            var metricsRoutes = new MetricsRoutes(metrics, database::answers);
            this.metricsServer = metricsServer(settings, metricsRoutes).map(this::open);
            this.server = open(build(settings, database, watch, metricsRoutes, clock));
            database.connect(postgres == null ? migrated(settings) : migrated(result(postgres), settings));
            watch.requireSound();
            metricsServer.ifPresent(
                    own -> LOG.info("metrics have the port {}", own.start().port()));
            server.start();
            database.fillPool();
        } catch (RuntimeException | Error fault) {
            close();
            throw fault;
        }
    }

    /** @throws blog.platform.problem.CannotRunException when the database or the port is not to be had, or the schema does not fit */
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

    /** As {@link #port}, of metrics that have a port of their own. */
    public OptionalInt metricsPort() {
        return metricsServer.stream().mapToInt(HttpServer::port).findFirst();
    }

    /** Completes when Blog's own PostgreSQL has died and cannot be started again; otherwise never. */
    public CompletableFuture<CannotRunException> loss() {
        return loss;
    }

    /** Waits where another thread is closing it already. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception fault) {
                LOG.warn("could not be closed properly", fault);
            }
        }
    }

    private CompletableFuture<EmbeddedPostgres> starting(Settings.Database settings) {
        var postgres = CompletableFuture.supplyAsync(
                () -> EmbeddedPostgres.start(settings.dataDir(), EmbeddedPostgres.Durability.KEPT));
        open(() -> postgres.handle((started, notStarted) -> Optional.ofNullable(started))
                .join()
                .ifPresent(EmbeddedPostgres::close));
        return postgres;
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof RuntimeException reason) throw reason;
            throw fault;
        }
    }

    /** Returns the login of the configured database. */
    private static Settings.Login migrated(Settings settings) {
        var login = settings.database().given().orElseThrow();
        var migrations = Migrator.of(login);
        if (settings.database().migrateOnStart()) migrations.migrate(ProgressPrinter.to(System.out, false));
        migrations.requireCurrent();
        return login;
    }

    /** Returns the login of Blog's own database. */
    private Settings.Login migrated(EmbeddedPostgres postgres, Settings settings) {
        var login = postgres.keepRunning(loss::complete).login(EmbeddedPostgres.DATABASE);
        var migrations = Migrator.of(login);
        var samples = new SampleData(settings.database().dataDir());
        // Their password is known to everybody, so they are for this machine alone.
        var wanted = settings.database().samples() && settings.server().isLoopback();
        if (wanted && migrations.status().at() == null) samples.expect();
        migrations.migrate(ProgressPrinter.to(System.out, false));
        if (wanted) samples.fill(login);
        return login;
    }

    /** It measures nothing of its own, and closes last, so that one sees how the service ends. */
    private static Optional<HttpServer> metricsServer(Settings settings, MetricsRoutes metrics) {
        var own = settings.metrics();
        if (own.port().isEmpty()) return Optional.empty();
        var server = new Settings.Server(
                own.host(),
                own.port().getAsInt(),
                URI.create("/"),
                Set.of(),
                settings.server().drain());
        var routes = new Routes();
        metrics.addTo(routes, MetricsAccess.onOwnPort(own));
        return Optional.of(new HttpServer(server, routes, token -> Optional.empty()));
    }

    private HttpServer build(
            Settings settings, Database database, DriftMonitor watch, MetricsRoutes metricsRoutes, Clock clock) {
        var migrations = new Migrator(database.probes());
        var api = api(
                database,
                clock,
                () -> schema(migrations, watch),
                settings.server().baseUrl(),
                version());
        MetricsAccess.onPort(settings).ifPresent(access -> metricsRoutes.addTo(api.routes(), access));
        return new HttpServer(settings.server(), api.routes(), api.sessions()::member, metrics);
    }

    /** The API document in the form in which it is reviewed: without version and address. Nothing is opened for it. */
    public static String reviewedApiDocument() {
        try (var database = Database.unconnected()) {
            return api(
                            database,
                            Clock.systemUTC(),
                            () -> HealthRoutes.Schema.EXPECTED,
                            URI.create("/"),
                            "(of the release)")
                    .document()
                    .indented();
        }
    }

    private record Api(Routes routes, Sessions sessions, ApiDocument document) {}

    private static Api api(
            Database database, Clock clock, Supplier<HealthRoutes.Schema> schema, URI baseUrl, String version) {
        var hasher = new PasswordHasher();
        var users = new Users(database, hasher);
        var sessions = new Sessions(database, users, hasher, clock);
        var passwords = new Passwords(database, users, sessions, hasher);
        var posts = new Posts(database);
        var likes = new Likes(database);

        var routes = new Routes();
        new UsersRoutes(users).addTo(routes);
        new SessionsRoutes(sessions).addTo(routes);
        new PasswordsRoutes(passwords).addTo(routes);
        new PostsRoutes(posts, users).addTo(routes);
        new LikesRoutes(likes).addTo(routes);
        new HealthRoutes(schema).addTo(routes);
        var document = new ApiDocument(routes, baseUrl, version);
        new OpenApiRoutes(document, version).addTo(routes);
        new DocsRoutes().addTo(routes);
        return new Api(routes, sessions, document);
    }

    private static HealthRoutes.Schema schema(Migrator migrations, DriftMonitor watch) {
        var status = migrations.status();
        if (status.newer()) return HealthRoutes.Schema.NEWER;
        if (!status.current()) return HealthRoutes.Schema.NOT_MIGRATED;
        var drift = watch.drift();
        if (drift.breaking()) return HealthRoutes.Schema.BROKEN;
        return drift.isEmpty() ? HealthRoutes.Schema.EXPECTED : HealthRoutes.Schema.ALTERED;
    }

    private static String version() {
        var packaged = Blog.class.getPackage().getImplementationVersion();
        return packaged == null ? "not packaged" : packaged;
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }
}
