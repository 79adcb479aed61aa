package blog.platform.http;

import blog.platform.config.Settings;
import blog.platform.input.Viewer;
import blog.platform.problem.CannotRunException;
import blog.platform.problem.Problem;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The HTTP server: serves a route table, rejects requests for anything else, and stops without losing a request. */
public final class HttpServer implements AutoCloseable {
    /** How many may connect in a moment; of more, the kernel lets each wait for a second before it tries again. */
    private static final int CONNECTIONS_AT_ONCE = 1024;

    private final Settings.Server settings;
    private final Cors cors;
    private final RequestDrain drain = new RequestDrain();
    private final RequestCoalescer<String, Representation> reads = new RequestCoalescer<>();
    private final RequestMetrics metrics;
    private final Admission admission;
    private final Javalin javalin;

    /** @param members finds the member whose token this is */
    public HttpServer(Settings.Server settings, Routes routes, Function<String, Optional<Viewer.Member>> members) {
        this(settings, routes, members, new PrometheusRegistry());
    }

    /** @param registry where it puts what it measures */
    public HttpServer(
            Settings.Server settings,
            Routes routes,
            Function<String, Optional<Viewer.Member>> members,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.metrics = new RequestMetrics(registry, routes);
        this.admission = new Admission(metrics);
        ServerMetrics.register(registry, admission, reads);
        this.cors = new Cors(settings.corsOrigins());
        this.javalin = Javalin.create(config -> {
            configure(config);
            serve(config, routes, new RequestGuard(members));
            answerProblems(config);
        });
    }

    /** @throws CannotRunException when the port is not to be had */
    public HttpServer start() {
        try {
            javalin.start();
            return this;
        } catch (JavalinBindException taken) {
            throw new CannotRunException(
                    "Cannot listen on %s, port %d: another program does, or it is not allowed. Choose another with PORT or METRICS_PORT."
                            .formatted(settings.host(), settings.port()),
                    taken);
        }
    }

    public int port() {
        return javalin.port();
    }

    /** Accepts nobody new, lets what is running finish, for at most the configured time, then stops. */
    @Override
    public void close() {
        drain.await(settings.drain());
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.router.caseInsensitiveRoutes = false;
        config.jetty.host = settings.host();
        config.jetty.port = settings.port();
        config.jetty.addConnector(this::connector);
        config.jetty.modifyHttpConfiguration(HttpServer::tune);
        config.jetty.modifyServer(server -> {
            var headers = new SecurityHeaders();
            drain.setHandler(headers);
            headers.setHandler(admission);
            server.setHandler(drain);
            server.setErrorHandler(new MalformedRequestErrors(metrics));
        });
        config.appData(RequestMetrics.KEY, metrics);
        config.requestLogger.http((ctx, milliseconds) -> {
            var route = RequestLog.route(ctx);
            metrics.answered(ctx, route);
            RequestLog.write(ctx, route, milliseconds);
        });
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        var connector = new DrainingConnector(server, http);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(CONNECTIONS_AT_ONCE);
        return connector;
    }

    private static void tune(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // Jetty keeps the headers that it saw before on a connection: 100 KB each, which 4,096 connections do not have
        // to spare.
        http.setHeaderCacheSize(0);
    }

    private void serve(JavalinConfig config, Routes routes, RequestGuard guard) {
        config.routes.before(Responses.sharing(reads));
        config.routes.before(ctx -> {
            RequestId.assign(ctx);
            cors.allow(ctx);
            refuseUnknownMethod(ctx);
        });
        config.routes.after(BodyLimiter::discardRest);
        for (var route : routes.all()) {
            Handler guarded = ctx -> {
                guard.admit(ctx, route);
                route.handler().handle(ctx);
            };
            config.routes.addHttpHandler(route.method(), route.path(), guarded);
            if (route.method().equals(HandlerType.GET)) {
                config.routes.addHttpHandler(HandlerType.HEAD, route.path(), guarded);
            }
        }
        routes.allowed().forEach((path, allowed) -> answerOtherMethods(config, path, allowed));
    }

    private void answerOtherMethods(JavalinConfig config, String path, String allowed) {
        config.routes.options(path, ctx -> {
            ctx.status(HttpStatus.NO_CONTENT).header(Header.ALLOW, allowed);
            cors.preflight(ctx, allowed);
        });
        var known = List.of(allowed.split(", "));
        Methods.ALL.stream()
                .filter(method -> !known.contains(method.name()))
                .forEach(method -> config.routes.addHttpHandler(method, path, ctx -> refuseMethod(ctx, allowed)));
    }

    private static void refuseMethod(Context ctx, String allowed) {
        ctx.header(Header.ALLOW, allowed);
        throw ProblemResponses.refused(HttpStatus.METHOD_NOT_ALLOWED, "This resource allows only " + allowed + ".");
    }

    private static void refuseUnknownMethod(Context ctx) {
        var method = ctx.req().getMethod();
        if (Methods.isKnown(method)) return;
        throw ProblemResponses.refused(HttpStatus.NOT_IMPLEMENTED, "No resource supports the method " + method + ".");
    }

    private void answerProblems(JavalinConfig config) {
        config.routes.exception(Problem.class, (problem, ctx) -> {
            metrics.refused(problem);
            ProblemResponses.answer(problem, ctx);
        });
        config.routes.exception(
                NotFoundResponse.class,
                (fault, ctx) -> ProblemResponses.answer(Problem.notFound("page " + ctx.path()), ctx));
        config.routes.exception(HttpResponseException.class, (refusal, ctx) -> {
            metrics.refused(HttpStatus.forStatus(refusal.getStatus()));
            ProblemResponses.answer(refusal, ctx);
        });
        config.routes.exception(Exception.class, ProblemResponses::answer);
        config.router.javaLangErrorHandler(ProblemResponses::answer);
    }
}
