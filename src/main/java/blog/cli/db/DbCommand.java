package blog.cli.db;

import blog.chain.migrations.MigrationScripts;
import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.cli.context.TargetDatabase;
import blog.platform.problem.CannotRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands that change or examine the schema, and their shared options. */
@Command(
        name = "db",
        description = "Changes the schema, and shows the effects of a change beforehand.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            NewCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            MigrateCommand.class,
            UndoCommand.class,
            RedoCommand.class,
            SqlCommand.class,
            BaselineCommand.class,
            RepairCommand.class,
            CheckCommand.class,
            UrlCommand.class,
            LintCommand.class,
            PlanCommand.class
        },
        footer = {
            "",
            "They use the database of DATABASE_URL or, if it is not set, Blog's own, even while ./blog serve is using"
                    + " it. Commands that run at the same time wait for each other.",
            "Example: ./blog db status",
            "Exit codes: 0 clean; 1 findings; 2 could not run."
        })
public final class DbCommand implements Callable<Integer> {
    private static final Path FOLDER = Path.of("db-migrations");

    private final CommandContext context;

    @Option(
            names = "--migrations",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "The folder of the migrations. Default: ./db-migrations if it exists, else those in the jar.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DbCommand(CommandContext context) {
        this.context = context;
    }

    /** Does a command's work on the database it is meant for, and returns its exit code. */
    int work(ToIntBiFunction<TargetDatabase, Migrator> work) {
        return with(work::applyAsInt);
    }

    /** As {@link #work}, for what goes on when the database is let go. */
    <T> T with(BiFunction<TargetDatabase, Migrator, T> work) {
        var scripts = scripts();
        try (var target = open()) {
            return work.apply(target, Migrator.of(target.login(), scripts));
        }
    }

    /** For what needs no migrations. */
    TargetDatabase open() {
        return TargetDatabase.open(
                context.settings().database(), spec.commandLine().getErr());
    }

    /** Returns the folder in which migrations are written. */
    Path folder() {
        if (folder != null) {
            return given(folder);
        }
        if (!Files.isDirectory(FOLDER)) {
            throw new CannotRunException("There is no folder " + FOLDER
                    + " with migrations: run this where Blog's sources are, or name a folder with --migrations.");
        }
        return FOLDER;
    }

    private static Path given(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CannotRunException(
                    "There is no folder " + folder + ": --migrations names the one that holds the migrations.");
        }
        return folder;
    }

    /** The migrations that the commands work with. */
    MigrationScripts scripts() {
        if (folder != null) {
            return MigrationScripts.in(given(folder));
        }
        return Files.isDirectory(FOLDER) ? MigrationScripts.in(FOLDER) : MigrationScripts.packaged();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }
}
