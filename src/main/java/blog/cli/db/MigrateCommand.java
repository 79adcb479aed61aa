package blog.cli.db;

import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.MigrationScripts;
import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import blog.cli.context.TargetDatabase;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Applies pending migrations. */
@Command(
        name = "migrate",
        description = {
            "Applies pending migrations, oldest first.",
            "",
            "Each migration is one transaction, so a failed one leaves nothing behind. One that cannot be, such as the"
                    + " concurrent build of an index, reports what it left."
        },
        footer = {
            "",
            "Exit codes: 0 applied, or nothing to apply; 1 applied, but an index is invalid; 2 could not run.",
            "",
            "Examples:",
            "  ./blog db migrate",
            "  ./blog db migrate --dry-run",
            "  ./blog db migrate --to 20260315090000"
        })
final class MigrateCommand extends ReportingSubcommand {
    private static final int WIDTH = 100;

    @Option(names = "--to", paramLabel = "VERSION", description = "The last version to apply.")
    private @Nullable String to;

    @Option(names = "--dry-run", description = "Lists what would run, without running it.")
    private boolean dryRun;

    MigrateCommand(CommandContext context) {
        super(context);
    }

    /** As --json shows a dry run. */
    private record DryRun(String database, @Nullable String version, List<Planned> pending) {}

    private record Planned(
            String version, String description, String file, boolean transactional, List<Statement> statements) {
        static Planned of(MigrationScript script, MigrationScripts scripts) {
            var steps = scripts.steps(script).stream()
                    .map(step -> new Statement(step.line(), step.sql()))
                    .toList();
            return new Planned(
                    script.version(), script.description(), script.file(), scripts.transactional(script), steps);
        }
    }

    private record Statement(int line, String sql) {}

    @Override
    int run() {
        return db.work((target, migrations) -> tell(
                dryRun ? dryRun(target, migrations) : runner(target, migrations).migrate(to)));
    }

    private CommandResult dryRun(TargetDatabase target, Migrator migrations) {
        var scripts = db.scripts();
        var pending = migrations.pending(to);
        var at = migrations.status().at();
        var planned =
                pending.stream().map(script -> Planned.of(script, scripts)).toList();
        var text = pending.isEmpty()
                ? MigrationRunner.upToDate(target, at) + "\n"
                : pending.stream().map(script -> listed(script, scripts)).collect(Collectors.joining())
                        + "Nothing was changed. ./blog db sql prints the complete SQL.\n";
        return new CommandResult(true, new DryRun(target.toString(), at, planned), text);
    }

    private static String listed(MigrationScript script, MigrationScripts scripts) {
        return script.file()
                + (scripts.transactional(script) ? "\n" : "  (outside a transaction)\n")
                + scripts.steps(script).stream()
                        .map(step -> String.format(Locale.ROOT, "  line %3d  %s%n", step.line(), step.summary(WIDTH)))
                        .collect(Collectors.joining());
    }
}
