package blog.platform.ops;

import static blog.platform.http.Access.OPERATOR;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The route from which Prometheus reads what the service measures. */
public final class MetricsRoutes {
    private final PrometheusRegistry registry;
    private final AtomicBoolean measuresProcess = new AtomicBoolean();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    /** @param database whether PostgreSQL answers; may take its time */
    public MetricsRoutes(PrometheusRegistry registry, BooleanSupplier database) {
        this.registry = registry;
        var probe = new DatabaseProbe(database);
        GaugeWithCallback.builder()
                .name("postgresql_up")
                .help("Whether PostgreSQL answers: 1, or 0. Asked once a second at most.")
                .callback(callback -> callback.call(probe.isUp() ? 1 : 0))
                .register(registry);
    }

    public void addTo(Routes routes, MetricsAccess access) {
        routes.get("/metrics", ctx -> metrics(ctx, access), OPERATOR).notInDocument();
    }

    private void metrics(Context ctx, MetricsAccess access) throws IOException {
        access.require(ctx);
        measureProcess();
        var text = new ByteArrayOutputStream();
        writer.write(text, registry.scrape());
        Responses.text(ctx, writer.getContentType(), text.toByteArray());
    }

    /** Only once somebody reads it: it loads the JVM's management, which a start has no need of. */
    private void measureProcess() {
        if (!measuresProcess.compareAndSet(false, true)) return;
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }
}
