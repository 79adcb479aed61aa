package blog.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntConsumer;

/** Measures the pool, which is asked only when metrics are read, and the sizes of batches. */
final class DatabaseMetrics {
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final Histogram batches;

    DatabaseMetrics(PrometheusRegistry registry, HikariDataSource pool) {
        this.batches = Histogram.builder()
                .name("database_batch_size")
                .help("Requests that were answered by one statement, by the name of the batch.")
                .labelNames("batch")
                .classicOnly()
                .classicUpperBounds(SIZES)
                .withoutExemplars()
                .register(registry);
        connections(registry, pool);
        GaugeWithCallback.builder()
                .name("database_connections_max")
                .help("Connections that the pool may have.")
                .callback(callback -> callback.call(pool.getMaximumPoolSize()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("database_connections_awaited")
                .help("Requests that wait for a connection.")
                .callback(callback -> {
                    if (!pool.isRunning()) return;
                    callback.call(pool.getHikariPoolMXBean().getThreadsAwaitingConnection());
                })
                .register(registry);
    }

    private static void connections(PrometheusRegistry registry, HikariDataSource pool) {
        GaugeWithCallback.builder()
                .name("database_connections")
                .help("Connections of the pool, by what they do.")
                .labelNames("state")
                .callback(callback -> {
                    if (!pool.isRunning()) return;
                    callback.call(pool.getHikariPoolMXBean().getActiveConnections(), "active");
                    callback.call(pool.getHikariPoolMXBean().getIdleConnections(), "idle");
                })
                .register(registry);
    }

    /** Is told the size of each batch of this name. */
    IntConsumer batchSizes(String name) {
        return batches.labelValues(name)::observe;
    }
}
