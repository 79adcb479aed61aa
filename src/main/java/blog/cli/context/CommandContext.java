package blog.cli.context;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * The environment of a command, passed in so that only {@code Main} touches the process.
 *
 * @param reading reads the settings, and sets up the log as they say
 * @param serve runs the service until it is told to stop, and answers with the exit code
 * @param apiDocument writes the API document as it is reviewed
 * @param ask puts a question to whoever sits at the terminal, and returns the answer
 */
public record CommandContext(
        Supplier<Settings> reading,
        PrintStream out,
        boolean terminal,
        ToIntFunction<Settings> serve,
        Supplier<String> apiDocument,
        UnaryOperator<String> ask) {
    /** With nobody to ask, and no API. */
    public CommandContext(
            Supplier<Settings> reading, PrintStream out, boolean terminal, ToIntFunction<Settings> serve) {
        this(
                reading,
                out,
                terminal,
                serve,
                () -> {
                    throw new CannotRunException("There is no API here.");
                },
                question -> "");
    }

    public Settings settings() {
        return reading.get();
    }
}
