package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.MetricsText;
import blog.support.TestBlog;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("own-server")
class DatabaseMetricsTest {
    @Test
    void sizesOfBatchesAreADistributionByName() throws IOException {
        var registry = new PrometheusRegistry();
        var unconnected = new Settings.Login("localhost", 1, "none", "nobody", "", Map.of());
        try (var database = new Database(TestBlog.settings(unconnected).database(), registry)) {
            database.batchSizes().add("post", 1);
            database.batchSizes().add("post", 30);
            database.batchSizes().add("like", 5);
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
