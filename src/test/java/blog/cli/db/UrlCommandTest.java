package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import blog.cli.Commands;
import blog.cli.context.CommandContext;
import blog.platform.config.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of the database as other programs take it; it is not connected to. */
final class UrlCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
            postgresql://ada:secret@db.example/blog,                    postgresql://ada:secret@db.example:5432/blog
            postgres://ada@db.example:7/blog,                           postgresql://ada:@db.example:7/blog
            postgresql://ada%40home:a%2Fb%3Ac%20d%2B@db.example/a%20b,  postgresql://ada%40home:a%2Fb%3Ac%20d%2B@db.example:5432/a%20b
            postgresql://größe:p@db.example/blog,                       postgresql://gr%C3%B6%C3%9Fe:p@db.example:5432/blog
            postgresql://ada:secret@[::1]:7/blog,                       postgresql://ada:secret@[::1]:7/blog
            jdbc:postgresql://db.example/blog?user=ada&password=a@b,    postgresql://ada:a%40b@db.example:5432/blog
            """)
    void isWrittenForLibpqAndCanBeGivenToBlogAgain(String given, String printed) throws Exception {
        assertThat(url(given)).isEqualTo(printed);
        assertThat(url(printed)).isEqualTo(printed);
    }

    @Test
    void takesNoArguments() throws Exception {
        assertThat(run(Map.of(), "db", "url", "blog"))
                .isEqualTo("2 Unmatched argument at index 2: 'blog'\nSee: ./blog db url --help\n");
    }

    private String url(String given) throws Exception {
        var said = run(Map.of("DATABASE_URL", given), "db", "url");
        assertThat(said).startsWith("0 ").endsWith("\n");
        return said.substring(2).strip();
    }

    private String run(Map<String, String> environment, String... words) throws Exception {
        var out = new ByteArrayOutputStream();
        var errors = new StringWriter();
        try (var stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            var context =
                    new CommandContext(() -> SettingsReader.read(environment, folder), stream, false, settings -> 0);
            int code = Commands.run(words, context, new PrintWriter(errors, true));
            return code + " " + out.toString(StandardCharsets.UTF_8) + errors;
        }
    }
}
