package blog.platform.ops;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.support.TestBlog;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContainerHealthCheckTest {
    @Test
    void itFailsWhenTheServiceIsNotThere() {
        try (var blog = TestBlog.start()) {
            var address = blog.client().base() + "/health/ready";
            assertThatCode(() -> ContainerHealthCheck.main(new String[] {address}))
                    .doesNotThrowAnyException();
            blog.stop();
            assertThatThrownBy(() -> ContainerHealthCheck.main(new String[] {address}))
                    .isInstanceOf(IOException.class);
        }
    }
}
