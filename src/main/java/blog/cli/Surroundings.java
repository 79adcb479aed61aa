package blog.cli;

import blog.config.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What a command finds when it is started, handed in so that only {@code Main} touches the process.
 *
 * @param folder where .env may be, and where a relative DATA_DIR starts
 * @param serve runs the service until it is told to stop, and answers with the exit code
 */
public record Surroundings(
        Map<String, String> environment,
        Path folder,
        PrintStream out,
        boolean terminal,
        ToIntFunction<Settings> serve) {
    Settings settings() {
        return Settings.read(environment, folder);
    }
}
