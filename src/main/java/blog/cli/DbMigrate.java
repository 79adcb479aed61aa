package blog.cli;

import blog.migrations.Migrations;
import blog.migrations.Script;
import blog.migrations.Scripts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "migrate",
        description = {
            "Applies what is pending, oldest first.",
            "",
            "Each migration is a transaction, so that one which fails leaves nothing behind; what cannot run in one, such as"
                    + " an index built concurrently, says what it left."
        },
        footer = {
            "",
            "Examples:",
            "  ./blog db migrate",
            "  ./blog db migrate --dry-run",
            "  ./blog db migrate --to 20260315090000"
        })
final class DbMigrate extends DbCommand {
    private static final int WIDTH = 100;

    @Option(names = "--to", paramLabel = "VERSION", description = "The last version to apply.")
    private @Nullable String to;

    @Option(names = "--dry-run", description = "Lists what would run, and changes nothing.")
    private boolean dryRun;

    DbMigrate(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        return db.work((target, migrations) -> {
            if (dryRun) {
                list(target, migrations);
            } else {
                new Migrating(surroundings, target, migrations).run(to);
            }
            return 0;
        });
    }

    private void list(Target target, Migrations migrations) {
        var pending = migrations.pending(to);
        var scripts = db.scripts();
        pending.forEach(script -> list(script, scripts));
        surroundings
                .out()
                .println(
                        pending.isEmpty()
                                ? target + " is up to date, at "
                                        + migrations.status().at() + "."
                                : "Nothing was changed. ./blog db sql shows the whole text.");
    }

    private void list(Script script, Scripts scripts) {
        var steps = scripts.steps(script);
        surroundings.out().println(script.file() + (scripts.transactional(script) ? "" : "  (outside a transaction)"));
        for (var step : steps) {
            surroundings.out().printf(Locale.ROOT, "  line %3d  %s%n", step.line(), step.summary(WIDTH));
        }
    }
}
