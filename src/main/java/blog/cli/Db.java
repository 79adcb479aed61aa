package blog.cli;

import blog.migrations.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The life of the schema: its commands, and what they share. */
@Command(
        name = "db",
        description = "Changes the schema, and shows what a change does before it is made.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DbLint.class, DbPlan.class},
        footer = {
            "",
            "They work on DATABASE_URL, or on Blog's own database where it is not set.",
            "Exit codes: 0 clean; 1 findings; 2 could not run."
        })
final class Db implements Callable<Integer> {
    private static final Path FOLDER = Path.of("db-migrations");

    @Option(
            names = "--migrations",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "Where the migrations are: ./db-migrations where there is one, otherwise those in the jar.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Db(Surroundings surroundings) {}

    /** The migrations that the commands work with. */
    Scripts scripts() {
        if (folder != null) {
            return Scripts.in(folder);
        }
        return Files.isDirectory(FOLDER) ? Scripts.in(FOLDER) : Scripts.packaged();
    }

    /** Where they are written, whether or not it is there. */
    Path folder() {
        return folder != null ? folder : FOLDER;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }
}
