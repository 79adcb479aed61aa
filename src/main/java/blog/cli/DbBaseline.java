package blog.cli;

import blog.catalog.Catalog;
import blog.database.ThrowawayPostgres;
import blog.migrations.Migrations;
import blog.migrations.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "baseline",
        description = {
            "Adopts a database that was made by other means: writes down that it is at a version.",
            "",
            "Only when that is true. It migrates an empty database of its own to that version, compares the two, and prints"
                    + " every difference (exit code 1)."
        },
        footer = {"", "Example:", "  ./blog db baseline 20260315090000"})
final class DbBaseline extends DbCommand {
    @Parameters(paramLabel = "VERSION", description = "The version that the database is at.")
    private String version = "";

    DbBaseline(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        db.scripts().require(version);
        return db.work((target, migrations) -> {
            migrations.requireNoHistory();
            var differences = differences(target);
            if (!differences.isEmpty()) {
                surroundings
                        .out()
                        .println(target + " is not at " + version + ", and was left as it is:\n" + differences);
                return 1;
            }
            migrations.baseline(version);
            surroundings.out().println(target + " is as " + version + " makes it, and is at that version from now on.");
            return 0;
        });
    }

    private String differences(Target target) {
        surroundings.out().println("Migrating an empty database to " + version + ", to compare");
        try (var scratch = ThrowawayPostgres.start("baseline")) {
            Migrations.of(scratch.owner(), db.scripts()).migrate(version, Progress.NONE);
            var expected = Catalog.of(Target.sql(scratch.owner()));
            return expected.driftOf(Catalog.of(target.sql())).text();
        }
    }
}
