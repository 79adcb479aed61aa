package blog;

import blog.cli.Commands;
import blog.cli.context.CommandContext;
import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.ops.LogConfiguration;
import blog.platform.problem.CannotRunException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Picks the command and maps faults to an exit code: 0 done, 1 done with findings, 2 could not run. */
public final class Main {
    private static final int CANNOT_RUN = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            // Reading the other commands' descriptions costs time that only they need.
            return arguments.length == 1 && arguments[0].equals("serve")
                    ? serve(settings())
                    : Commands.run(arguments, context(), new PrintWriter(System.err, true, System.err.charset()));
        } catch (CannotRunException fault) {
            System.err.println(fault.getMessage());
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError fault) {
            fault.printStackTrace();
            System.err.println("This is a fault in Blog: please report it, with the lines above.");
        }
        return CANNOT_RUN;
    }

    private static CommandContext context() {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            return new CommandContext(Main::settings, System.out, false, Main::serve);
        }
        return new CommandContext(Main::settings, System.out, true, Main::serve, question -> {
            var answer = console.readLine("%s", question);
            return answer == null ? "" : answer;
        });
    }

    private static int serve(Settings settings) {
        return new ServiceProcess(Blog::start, settings, System.out)
                .run(() -> Runtime.getRuntime().halt(0));
    }

    private static Settings settings() {
        var settings = SettingsReader.read(System.getenv(), Path.of("").toAbsolutePath());
        LogConfiguration.configure(settings.log());
        return settings;
    }
}
