package blog.cli.db;

import blog.chain.migrations.MigrationScripts;
import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.cli.context.TargetDatabase;
import blog.platform.problem.CannotRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The migrations and the database that the ./blog db commands work on: picocli passes each of them its parent's. */
class DbOptions {
    private static final Path FOLDER = Path.of("db-migrations");

    private final CommandContext context;

    @Option(
            names = "--migrations",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "The folder of the migrations. Default: ./db-migrations if it exists, else those in the jar.")
    private @Nullable Path folder;

    @Spec
    CommandSpec spec = CommandSpec.create();

    DbOptions(CommandContext context) {
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
        if (folder != null) return given(folder);
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
        if (folder != null) return MigrationScripts.in(given(folder));
        return Files.isDirectory(FOLDER) ? MigrationScripts.in(FOLDER) : MigrationScripts.packaged();
    }
}
