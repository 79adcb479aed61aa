package blog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** `./mvnw flyway:info` reads an address as Blog does. */
final class FlywayLoginTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            postgresql://ann:secret@host:1/blog,           host:1/blog,           ann, secret
            postgresql://ann:s@cr@t@host/blog,             host/blog,             ann, s@cr@t
            postgresql://ann@example.org:a%40b@host/blog,  host/blog,             ann@example.org, a@b
            postgres://host/blog?user=ann&password=x&a=b,  host/blog?a=b,         ann, x
            jdbc:postgresql://host/blog?user=a@b&password=c+d, host/blog,         a@b, c d""")
    void theLoginEndsAtTheLastSign(String address, String place, String user, String password) throws Exception {
        assertThat(read(address)).isEqualTo("jdbc:postgresql://" + place + "\n" + user + "\n" + password + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ann:a/b@host/blog", "postgresql://ann:a#b@host/blog", "mysql://host/blog"})
    void whatBlogRefusesIsRefused(String address) throws Exception {
        assertThat(read(address)).startsWith("DATABASE_URL is no address of PostgreSQL");
    }

    private static String read(String address) throws Exception {
        var builder = new ProcessBuilder(
                "sh",
                "-c",
                ". .mvn/flyway.sh; flyway_login; printf '%s\\n' \"$FLYWAY_URL\" \"$FLYWAY_USER\" \"$FLYWAY_PASSWORD\"");
        builder.environment().put("DATABASE_URL", address);
        var process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
