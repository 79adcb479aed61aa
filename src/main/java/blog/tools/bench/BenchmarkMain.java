package blog.tools.bench;

import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.ops.LogConfiguration;
import blog.platform.problem.CannotRunException;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Runs {@code ./blog bench}. It has a main method of its own since the benchmark is not in the packaged jar, and exits as
 * the other commands do: 0 done, 1 done with findings, 2 could not run.
 */
public final class BenchmarkMain {
    private static final int CANNOT_RUN = 2;

    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        var status = run(arguments);
        LogConfiguration.end();
        System.exit(status);
    }

    private static int run(String[] arguments) {
        var console = System.console();
        var command =
                new BenchmarkCommand(BenchmarkMain::settings, System.out, console != null && console.isTerminal());
        return new CommandLine(command)
                .setExecutionExceptionHandler((fault, line, parsed) -> {
                    if (!(fault instanceof CannotRunException)) throw fault;
                    line.getErr().println(fault.getMessage());
                    return CANNOT_RUN;
                })
                .execute(arguments);
    }

    private static Settings settings() {
        var settings = SettingsReader.read(System.getenv(), Path.of("").toAbsolutePath());
        LogConfiguration.configure(settings.log());
        return settings;
    }
}
