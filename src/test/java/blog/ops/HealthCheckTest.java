package blog.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.support.TestBlog;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    @Test
    void itAsksAtThePortTheServiceWasGiven() {
        assertThat(HealthCheck.address(Map.of())).isEqualTo("http://127.0.0.1:8080/health/ready");
        assertThat(HealthCheck.address(Map.of("PORT", ""))).isEqualTo("http://127.0.0.1:8080/health/ready");
        assertThat(HealthCheck.address(Map.of("PORT", "9000"))).isEqualTo("http://127.0.0.1:9000/health/ready");
    }

    @Test
    void itFailsWhenTheServiceIsNotThere() {
        try (var blog = TestBlog.start()) {
            var port = String.valueOf(blog.client().base().getPort());
            var address = HealthCheck.address(Map.of("PORT", port));
            assertThatCode(() -> HealthCheck.main(new String[] {address})).doesNotThrowAnyException();
            blog.stop();
            assertThatThrownBy(() -> HealthCheck.main(new String[] {address})).isInstanceOf(IOException.class);
        }
    }
}
