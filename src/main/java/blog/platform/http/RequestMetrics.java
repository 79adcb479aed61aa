package blog.platform.http;

import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import io.javalin.config.Key;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * Measures requests by route, method and status, and counts refusals by reason. Nothing that a client can make up becomes a
 * label: a path without a route and an unknown method are both {@value #NONE}.
 */
final class RequestMetrics {
    static final Key<RequestMetrics> KEY = new Key<>(RequestMetrics.class.getName());
    private static final String NONE = "-";
    private static final double NANOS = 1e9;

    /** In seconds, from the quickest read to the longest that a request may take. */
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final Histogram durations;
    private final Map<String, Answers> answers;
    private final Answers unrouted = new Answers(NONE);
    private final Map<Refusal, CounterDataPoint> refusals = new EnumMap<>(Refusal.class);

    RequestMetrics(PrometheusRegistry registry, Routes routes) {
        this.durations = Histogram.builder()
                .name("http_request_duration_seconds")
                .help("Requests by route, method and status, from the end of their headers to the end of the answer.")
                .labelNames("route", "method", "status")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
        this.answers = routes.all().stream()
                .map(Route::path)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Answers::new));
        var refused = Counter.builder()
                .name("http_requests_refused_total")
                .help("Requests that were refused, or given up, by reason.")
                .labelNames("reason")
                .withoutExemplars()
                .register(registry);
        for (var reason : Refusal.values()) refusals.put(reason, refused.labelValues(reason.label()));
    }

    static RequestMetrics of(Context ctx) {
        return ctx.appData(KEY);
    }

    /** @param route as the route table has it, or anything else for none */
    void answered(Context ctx, String route) {
        var began = ServletContextRequest.getServletContextRequest(ctx.req()).getHeadersNanoTime();
        var duration = (System.nanoTime() - began) / NANOS;
        answers.getOrDefault(route, unrouted)
                .of(ctx.req().getMethod(), ctx.statusCode())
                .observe(duration);
    }

    void refused(Refusal reason) {
        var counter = refusals.get(reason);
        if (counter != null) counter.inc();
    }

    void refused(Problem problem) {
        if (problem.refusal() != null) refused(problem.refusal());
        else refused(ProblemResponses.status(problem.kind()));
    }

    /** Counts the statuses that are about more than what the client has written. */
    void refused(HttpStatus status) {
        switch (status) {
            case REQUEST_TIMEOUT -> refused(Refusal.SLOW_BODY);
            case CONTENT_TOO_LARGE -> refused(Refusal.BODY_TOO_LARGE);
            case TOO_MANY_REQUESTS -> refused(Refusal.TOO_MANY_REQUESTS);
            default -> {}
        }
    }

    /** The answers of one route, by method and status. Labels are looked up once for each, and not for each request. */
    private final class Answers {
        private static final int STATUSES = 600;

        private final String route;
        private final Map<String, AtomicReferenceArray<@Nullable DistributionDataPoint>> methods =
                new ConcurrentHashMap<>();

        Answers(String route) {
            this.route = route;
        }

        DistributionDataPoint of(String method, int status) {
            var name = Methods.isKnown(method) ? method : NONE;
            var known = methods.computeIfAbsent(name, each -> new AtomicReferenceArray<>(STATUSES));
            var index = Math.clamp(status, 0, STATUSES - 1);
            var found = known.get(index);
            if (found != null) return found;
            var looked = durations.labelValues(route, name, String.valueOf(index));
            known.set(index, looked);
            return looked;
        }
    }
}
