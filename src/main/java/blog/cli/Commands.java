package blog.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands of ./blog that run in Java, and what ./blog says without one. */
@Command(
        name = "./blog",
        description = "A blog service: users, posts and likes over HTTP, on PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Serve.class, Migrate.class, Populate.class, Benchmark.class, Db.class, Version.class, Help.class
        },
        footer = {
            "",
            "Begin with ./blog serve: it brings its own database and needs nothing else.",
            "./blog help COMMAND explains a command, ./blog help config every setting.",
            "For those who change Blog: ./blog build builds it, ./blog test tests it.",
            "",
            "Exit codes: 0 done; 1 done, with findings; 2 could not run."
        })
public final class Commands implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Commands() {}

    /**
     * Runs what the arguments say. Faults are the caller's; wrong arguments are told to {@code errors}.
     *
     * @return the exit code
     */
    public static int run(String[] arguments, Surroundings surroundings, PrintWriter errors) throws Exception {
        var fault = new Exception[1];
        var commands = new CommandLine(new Commands(), new Making(surroundings))
                .setOut(new PrintWriter(surroundings.out(), true))
                .setErr(errors)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Commands::complain)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    fault[0] = exception;
                    return CommandLine.ExitCode.USAGE;
                });
        int code = commands.execute(arguments);
        if (fault[0] != null) {
            throw fault[0];
        }
        return code;
    }

    /** Short: the whole help would push what is wrong off the screen. */
    private static int complain(CommandLine.ParameterException fault, String[] arguments) {
        var command = fault.getCommandLine();
        var errors = command.getErr();
        errors.println(fault.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(fault, errors);
        errors.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }

    /** Gives each command its surroundings. */
    private record Making(Surroundings surroundings) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> kind) throws Exception {
            return kind.getPackage() == Commands.class.getPackage()
                    ? kind.getDeclaredConstructor(Surroundings.class).newInstance(surroundings)
                    : CommandLine.defaultFactory().create(kind);
        }
    }
}
