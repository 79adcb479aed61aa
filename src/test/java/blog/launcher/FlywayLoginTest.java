package blog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** `./mvnw flyway:info` reads an address as Blog does: by Blog's own classes, before they are built. */
@Tag("proof")
final class FlywayLoginTest {
    @TempDir
    Path project;

    @ParameterizedTest
    @CsvSource(textBlock = """
            postgresql://ann@example.org:a%40b@host/blog?connect_timeout=3, host:5432/blog?connectTimeout=3, ann@example.org, a@b
            jdbc:postgresql://[::1]:1/blog?user=a@b&password=c+grün,        [::1]:1/blog,                    a@b,             c grün""")
    void anAddressIsReadAsBlogReadsIt(String address, String place, String user, String password) throws Exception {
        assertThat(read(address)).isEqualTo("jdbc:postgresql://" + place + "\n" + user + "\n" + password + "\n");
    }

    @Test
    void whatBlogRefusesIsRefused() throws Exception {
        assertThat(read("postgresql://ann:a/b@host/blog"))
                .contains("DATABASE_URL in the environment (not shown, since it may hold a password) must have")
                .doesNotContain("host/blog");
    }

    @Test
    void theFileIsReadAsBlogReadsIt() throws Exception {
        Files.writeString(project.resolve(".env"), "export DATABASE_URL=\"postgresql://ann:a'b@host/blog\" # ours\n");
        assertThat(read("")).isEqualTo("jdbc:postgresql://host:5432/blog\nann\na'b\n");

        Files.writeString(project.resolve(".env"), "DATABASE_URL='unclosed\n");
        assertThat(read("")).contains("Line 1 of .env").doesNotContain("unclosed");
    }

    @Test
    void withoutAnAddressItSaysWhatToDo() throws Exception {
        assertThat(read("")).startsWith("Flyway's goals need a database").contains("./blog db status");
    }

    private String read(String address) throws IOException {
        for (var room : List.of("config", "problem")) copy(Path.of("src/main/java/blog/platform", room));
        var builder = new ProcessBuilder(
                "sh",
                "-c",
                ". .mvn/flyway.sh; flyway_login; printf '%s\\n' \"$FLYWAY_URL\" \"$FLYWAY_USER\" \"$FLYWAY_PASSWORD\"");
        builder.environment().put("DATABASE_URL", address);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("base", project.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void copy(Path room) throws IOException {
        Files.createDirectories(project.resolve(room));
        try (var sources = Files.list(room)) {
            for (var source : sources.toList()) {
                Files.copy(source, project.resolve(source), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
