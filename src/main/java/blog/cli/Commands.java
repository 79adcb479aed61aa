package blog.cli;

import blog.cli.context.CommandContext;
import blog.cli.db.DbCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands of ./blog that run in Java, and the usage shown when none is given. */
@Command(
        name = "./blog",
        description = "A blog service: users, posts and likes over HTTP, on PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            TopLevelMigrateCommand.class,
            PopulateCommand.class,
            BenchCommand.class,
            OpenApiCommand.class,
            DbCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Start with ./blog serve: it brings its own database and needs nothing else.",
            "./blog help COMMAND explains a command, ./blog help config every setting.",
            "To work on Blog itself: ./blog build builds it, ./blog test tests it.",
            "",
            "Exit codes: 0 done; 1 done, with findings; 2 could not run."
        })
public final class Commands implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // Picocli asks for it to be there.
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Commands() {}

    /**
     * Runs what the arguments say. Faults are the caller's; wrong arguments are told to {@code errors}.
     *
     * @return the exit code
     */
    public static int run(String[] arguments, CommandContext context, PrintWriter errors) throws Exception {
        var fault = new Exception[1];
        var commands = new CommandLine(new Commands(), new CommandFactory(context))
                .setOut(new PrintWriter(context.out(), true, context.out().charset()))
                .setErr(errors)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Commands::complain)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    fault[0] = exception;
                    return CommandLine.ExitCode.USAGE;
                });
        int code = commands.execute(arguments);
        if (fault[0] != null) throw fault[0];
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

    /** Hands each command its context. */
    private record CommandFactory(CommandContext context) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> kind) throws Exception {
            if (!kind.getPackageName().startsWith(Commands.class.getPackageName())) {
                return CommandLine.defaultFactory().create(kind);
            }
            var constructor = kind.getDeclaredConstructor(CommandContext.class);
            // Those of db have a package of their own, and are made by nobody else.
            constructor.setAccessible(true);
            return constructor.newInstance(context);
        }
    }
}
