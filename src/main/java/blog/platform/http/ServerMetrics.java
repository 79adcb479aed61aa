package blog.platform.http;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/** Registers what a server holds and has shared. It is asked for when metrics are read, and costs requests nothing. */
final class ServerMetrics {
    private ServerMetrics() {}

    static void register(PrometheusRegistry registry, Admission admission, RequestCoalescer<?, ?> reads) {
        gauge(registry, "http_places", "Requests that can be worked on at once.", admission::most);
        gauge(registry, "http_places_taken", "Requests that are worked on.", admission::taken);
        gauge(registry, "http_places_waiting", "Requests that wait for a place.", admission::waiting);
        held(registry);
        CounterWithCallback.builder()
                .name("http_reads_shared_total")
                .help("Requests that were answered by a read which another request had asked for as well.")
                .callback(callback -> callback.call((double) reads.shared()))
                .register(registry);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static void held(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("http_held_bytes")
                .help("Memory that large bodies hold while they arrive, and large answers until they have been read.")
                .labelNames("what")
                .callback(callback -> {
                    callback.call((double) BodyLimiter.LARGE.held(), "bodies");
                    callback.call((double) Representation.UNREAD.held(), "answers");
                })
                .register(registry);
    }
}
