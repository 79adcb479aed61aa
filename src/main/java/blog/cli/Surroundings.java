package blog.cli;

import blog.config.Settings;
import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What a command finds when it is started, handed in so that only {@code Main} touches the process.
 *
 * @param reading reads the settings, and sets up the log as they say
 * @param serve runs the service until it is told to stop, and answers with the exit code
 */
public record Surroundings(
        Supplier<Settings> reading, PrintStream out, boolean terminal, ToIntFunction<Settings> serve) {
    Settings settings() {
        return reading.get();
    }
}
