package blog;

import blog.cli.Commands;
import blog.cli.context.CommandContext;
import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.ops.LogConfiguration;
import blog.platform.problem.CannotRunException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Selects the command and maps failures to an exit code: 0 done, 1 done with findings, 2 could not run. */
public final class Main {
    private static final int CANNOT_RUN = 2;

    private Main() {}

    public static void main(String[] arguments) {
        var status = run(arguments);
        LogConfiguration.end();
        System.exit(status);
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
            System.err.println("This is a bug in Blog: please report it, with the lines above.");
        }
        return CANNOT_RUN;
    }

    private static CommandContext context() {
        var console = System.console();
        if (console == null || !console.isTerminal()) return context(false, question -> "");
        return context(true, question -> {
            var answer = console.readLine("%s", question);
            return answer == null ? "" : answer;
        });
    }

    private static CommandContext context(boolean terminal, UnaryOperator<String> ask) {
        return new CommandContext(Main::settings, System.out, terminal, Main::serve, Main::apiDocument, ask);
    }

    private static int serve(Settings settings) {
        return new ServiceProcess(Blog::start, settings, System.out).run(Main::halt);
    }

    private static void halt() {
        LogConfiguration.end();
        Runtime.getRuntime().halt(0);
    }

    /** With the log of a service: without, libraries would write to the standard output, too. */
    private static String apiDocument() {
        LogConfiguration.configure(new Settings.Log(Settings.Format.TEXT));
        return Blog.reviewedApiDocument();
    }

    private static Settings settings() {
        var settings = SettingsReader.read(System.getenv(), Path.of("").toAbsolutePath());
        LogConfiguration.configure(settings.log());
        return settings;
    }
}
