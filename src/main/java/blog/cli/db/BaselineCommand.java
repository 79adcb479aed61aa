package blog.cli.db;

import blog.chain.catalog.Catalog;
import blog.chain.catalog.DriftText;
import blog.chain.migrations.MigrationProgress;
import blog.chain.migrations.Migrator;
import blog.cli.context.CommandConnections;
import blog.cli.context.CommandContext;
import blog.cli.context.TargetDatabase;
import blog.platform.database.ThrowawayPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Records the version of a database that was made by other means, after comparing it with that version. */
@Command(
        name = "baseline",
        description = {
            "Adopts a database that was made by other means, by recording its version.",
            "",
            "It migrates an empty database of its own to that version and compares the two. If they differ, it prints"
                    + " every difference, records nothing, and exits with 1."
        },
        footer = {"", "Example:", "  ./blog db baseline 20260315090000"})
final class BaselineCommand extends DbSubcommand {
    @Parameters(paramLabel = "VERSION", description = "The version of the database.")
    private String version = "";

    BaselineCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        db.scripts().require(version);
        return db.work((target, migrations) -> {
            migrations.requireNoHistory();
            var differences = differences(target);
            if (!differences.isEmpty()) {
                context.out()
                        .println(target + " differs from version " + version + "; nothing was recorded:\n"
                                + differences);
                return 1;
            }
            migrations.baseline(version);
            context.out().println(target + " matches version " + version + ", which is now recorded in its history.");
            return 0;
        });
    }

    private String differences(TargetDatabase target) {
        context.out().println("Migrating an empty database to " + version + " for comparison");
        try (var scratch = ThrowawayPostgres.start("baseline")) {
            Migrator.of(scratch.owner(), db.scripts()).migrate(version, MigrationProgress.NONE);
            var expected = Catalog.of(CommandConnections.sql(scratch.owner()));
            return DriftText.of(expected.driftOf(Catalog.of(target.sql())));
        }
    }
}
