package blog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.cli.context.CommandContext;
import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The document as the context gives it, for a file that is compared byte by byte. */
final class OpenApiCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final StringWriter errors = new StringWriter();

    private static Settings noSettings() {
        throw new AssertionError("the settings are not needed");
    }

    @Test
    void printsTheDocumentAndNothingElse() throws Exception {
        var context = new CommandContext(
                OpenApiCommandTest::noSettings, stream, true, settings -> 1, () -> "{\"é\": 1}\n", question -> "");
        assertThat(run(context, "openapi")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"é\": 1}\n");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void takesNoArguments() throws Exception {
        var context = new CommandContext(
                OpenApiCommandTest::noSettings, stream, true, settings -> 1, () -> "{}", question -> "");
        assertThat(run(context, "openapi", "yaml")).isEqualTo(2);
        assertThat(errors.toString()).contains("'yaml'", "See: ./blog openapi --help");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withoutAnApiThereIsNoDocument() {
        var context = new CommandContext(OpenApiCommandTest::noSettings, stream, false, settings -> 0);
        assertThatThrownBy(() -> run(context, "openapi"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("There is no API here.");
    }

    private int run(CommandContext context, String... words) throws Exception {
        return Commands.run(words, context, new PrintWriter(errors, true));
    }
}
