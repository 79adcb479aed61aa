package blog.cli.context;

import blog.platform.config.Settings;
import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * The environment of a command, passed in so that only {@code Main} touches the process.
 *
 * @param reading reads the settings, and sets up the log as they say
 * @param serve runs the service until it is told to stop, and answers with the exit code
 * @param ask puts a question to whoever sits at the terminal, and returns the answer
 */
public record CommandContext(
        Supplier<Settings> reading,
        PrintStream out,
        boolean terminal,
        ToIntFunction<Settings> serve,
        UnaryOperator<String> ask) {
    /** With nobody to ask. */
    public CommandContext(
            Supplier<Settings> reading, PrintStream out, boolean terminal, ToIntFunction<Settings> serve) {
        this(reading, out, terminal, serve, question -> "");
    }

    public Settings settings() {
        return reading.get();
    }
}
