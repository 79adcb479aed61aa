package blog.cli;

import blog.chain.migrations.Migrator;
import blog.chain.migrations.ProgressPrinter;
import blog.cli.context.CommandContext;
import blog.cli.context.TargetDatabase;
import blog.cli.db.MigrationRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Migrates the database to this release's schema: the packaged migrations only, as {@code ./blog migrate}. */
@Command(
        name = "migrate",
        description = {
            "Migrates the database to this release's schema, and reports what it applied.",
            "",
            "Safe to repeat, and to run twice at once: the second run waits for the first. A database that"
                    + " a newer release has migrated, or whose migrations were edited since, is left alone."
        },
        footer = {"", "Example:", "  DATABASE_URL=postgresql://ada:secret@db.example/blog ./blog migrate"})
final class TopLevelMigrateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TopLevelMigrateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (var target = TargetDatabase.open(
                context.settings().database(), spec.commandLine().getErr())) {
            var out = context.out();
            var progress = ProgressPrinter.to(out, context.terminal());
            var answer = new MigrationRunner(target, Migrator.of(target.login()), progress, out::println).migrate(null);
            out.print(answer.text());
            return answer.exitCode();
        }
    }
}
