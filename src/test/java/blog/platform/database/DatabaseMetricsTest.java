package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.MetricsText;
import com.zaxxer.hikari.HikariDataSource;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("own-server")
class DatabaseMetricsTest {
    @Test
    void sizesOfBatchesAreADistributionByName() throws IOException {
        var registry = new PrometheusRegistry();
        try (var pool = new HikariDataSource()) {
            var measured = new DatabaseMetrics(registry, pool);
            measured.batchSizes("post").accept(1);
            measured.batchSizes("post").accept(30);
            measured.batchSizes("like").accept(5);
        }
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        var metrics = MetricsText.of(text.toByteArray());

        assertThat(metrics.value("database_batch_size_count", "batch", "post")).isEqualTo(2);
        assertThat(metrics.value("database_batch_size_sum", "batch", "post")).isEqualTo(31);
        assertThat(metrics.buckets("database_batch_size", "batch", "post"))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0);
        assertThat(metrics.value("database_batch_size_count", "batch", "like")).isEqualTo(1);
    }
}
