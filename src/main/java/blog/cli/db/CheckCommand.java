package blog.cli.db;

import blog.chain.catalog.Catalog;
import blog.chain.catalog.DriftText;
import blog.chain.catalog.SchemaDrift;
import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import blog.cli.context.TargetDatabase;
import blog.platform.problem.CannotRunException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the differences between the live schema and this release's. */
@Command(
        name = "check",
        description = {
            "Lists the differences between the live schema and this release's.",
            "",
            "Compares tables, columns, constraints, indexes, triggers, functions, views, types, sequences and comments,"
                    + " object by object, and tells for each difference whether it breaks the service. Owners,"
                    + " privileges and the order of columns are ignored. Changes nothing.",
            "",
            "Without --dump, the last line is a fingerprint of the live schema: equal fingerprints mean equal schemas."
        },
        footer = {
            "",
            "Exit codes: 0 as expected; 1 findings; 2 could not run.",
            "",
            "Examples:",
            "  ./blog db check",
            "  ./blog db check --json",
            "  ./blog db check --dump >schema.txt"
        })
final class CheckCommand extends ReportingSubcommand {
    /** Enough for two people on the telephone. */
    private static final int DIGITS = 16;

    @Option(names = "--dump", description = "Prints the live schema as text instead, to diff it with another one.")
    private boolean dump;

    CheckCommand(CommandContext context) {
        super(context);
    }

    /**
     * The result of the check, as --json shows it.
     *
     * @param fingerprint of the live schema, the same for the same schema
     * @param history why the history is not this release's; null when it is
     */
    private record Shown(
            String database,
            @Nullable String version,
            boolean clean,
            boolean breaking,
            String fingerprint,
            @Nullable String history,
            List<DifferenceJson> differences) {}

    /** As --dump and --json show it. */
    private record Dump(String database, String schema) {}

    @Override
    int run() {
        try (var target = db.open()) {
            var live = Catalog.of(target.sql());
            return tell(
                    dump
                            ? new CommandResult(true, new Dump(target.toString(), live.text()), live.text())
                            : answer(target, live));
        }
    }

    private static CommandResult answer(TargetDatabase target, Catalog live) {
        var drift = Catalog.packaged().driftOf(live);
        var migrations = Migrator.of(target.login());
        var at = migrations.status().at();
        var history = complaint(migrations);
        var clean = history == null && drift.isEmpty();
        var fingerprint = live.fingerprint();
        var said = clean
                ? target + ": the schema is as this release expects it, at " + at + ".\n"
                : report(history, drift);
        return new CommandResult(
                clean,
                new Shown(
                        target.toString(),
                        at,
                        clean,
                        drift.breaking(),
                        fingerprint,
                        history,
                        DifferenceJson.all(drift)),
                said + "Fingerprint of the schema: " + fingerprint.substring(0, DIGITS) + "\n");
    }

    private static @Nullable String complaint(Migrator migrations) {
        try {
            migrations.requireCurrent();
            return null;
        } catch (CannotRunException notCurrent) {
            return notCurrent.getMessage();
        }
    }

    private static String report(@Nullable String history, SchemaDrift drift) {
        if (drift.isEmpty()) return history + "\nThe schema itself is as this release expects it.\n";
        var breaking = drift.thatBreak(true).size();
        var count = drift.differences().size() + (drift.differences().size() == 1 ? " difference" : " differences");
        return (history == null
                        ? ""
                        : history
                                + "\nSo the schema is of another version than this release's, with which it is compared:\n")
                + DriftText.of(drift)
                + (count + ", of which " + breaking + (breaking == 1 ? " breaks" : " break") + " the service.\n");
    }
}
