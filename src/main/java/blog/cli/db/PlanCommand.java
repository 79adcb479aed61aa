package blog.cli.db;

import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.MigrationScripts;
import blog.chain.plan.MigrationPlanner;
import blog.chain.plan.MigrationReport;
import blog.chain.plan.PlanReport;
import blog.chain.plan.PlanReportText;
import blog.chain.plan.RowCounts;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import blog.platform.problem.CannotRunException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures pending migrations on a filled copy. */
@Command(
        name = "plan",
        sortOptions = false,
        description = {
            "Runs the pending migrations on a filled copy while others write to it, and reports their effects.",
            "",
            "The copy is a PostgreSQL of its own in a temporary folder, at the database's version; the database itself is"
                    + " only read. Reports for each statement the time, the strongest lock, whether a table was"
                    + " rewritten, how long a writer waited and how much was added; for each file, how long nobody could read,"
                    + " and whether a statement of the running release failed."
        },
        footer = {
            "",
            "Exit codes: 0 within the budget; 1 over it, a statement of the running release failed, or a table",
            "that a migration works on could not be filled; 2 could not run.",
            "",
            "Examples:",
            "  ./blog db plan",
            "  ./blog db plan --rows users=1000,posts=1000000 --budget 500ms"
        })
final class PlanCommand extends ReportingSubcommand {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");

    @Option(names = "--to", paramLabel = "VERSION", description = "The last migration to run. Default: all.")
    private @Nullable String to;

    @Option(
            names = "--rows",
            paramLabel = "ROWS",
            description =
                    "Rows per table, as 1000 or users=1000,posts=1000000 (1,000 in the others). Default: as many as the"
                            + " database has. A table that a migration creates is filled before the next one runs.")
    private @Nullable String rows;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "The longest acceptable wait, from 1ms, such as 500ms or 2m. Default: 1s.")
    private String budget = "1s";

    @Option(
            names = "--writers",
            paramLabel = "N",
            description = "Concurrent writers per table, from 0, when nobody waits, to 8. Default: 1.")
    private int writers = 1;

    @Option(names = "--all", description = "Runs all migrations on an empty database, whatever the database has.")
    private boolean all;

    PlanCommand(CommandContext context) {
        super(context);
    }

    /**
     * As --json shows it.
     *
     * @param withinBudget whether nobody waited for longer than that
     * @param clean whether the running release survives it, too, and all of it could be measured
     */
    private record Shown(
            boolean clean,
            boolean withinBudget,
            List<String> findings,
            long budgetMilliseconds,
            @Nullable String from,
            Map<String, Long> rows,
            Map<String, String> unfilled,
            List<MigrationReport> files) {
        static Shown of(PlanReport report) {
            return new Shown(
                    report.findings().isEmpty(),
                    report.withinBudget(),
                    report.findings(),
                    report.budgetMilliseconds(),
                    report.from(),
                    report.rows(),
                    report.unfilled(),
                    report.files());
        }
    }

    @Override
    int run() {
        var limit = limit();
        var asked = rows == null ? null : RowCounts.parse(rows);
        if (writers < 0 || writers > 8) {
            throw new CannotRunException("--writers is from 0, for none, to 8 a table, not " + writers + ".");
        }
        var planning = planning(asked, limit);
        return tell(planning.pending().isEmpty() ? nothingPending(planning) : measured(planning));
    }

    private CommandResult measured(MigrationPlanner planning) {
        var report = planning.run(this::note);
        return new CommandResult(report.findings().isEmpty(), Shown.of(report), PlanReportText.of(report) + "\n");
    }

    private MigrationPlanner planning(@Nullable RowCounts asked, Duration limit) {
        var scripts = db.scripts();
        if (all) {
            // Sets up the log, too, which would otherwise be mixed into the report.
            context.settings();
            var size = asked == null ? RowCounts.parse("1000") : asked;
            return new MigrationPlanner(scripts, List.of(), upTo(scripts, scripts.all()), size, writers, limit, true);
        }
        return db.with((target, migrations) -> {
            // What migrate would refuse, it refuses here.
            var pending = migrations.pending(to);
            var size =
                    asked != null ? asked.knownTo(target.sql(), text(scripts, pending)) : RowCounts.live(target.sql());
            var applied = migrations.status().applied();
            // Where nothing is yet, no release uses anything: each migration is the next one's past.
            return new MigrationPlanner(scripts, applied, pending, size, writers, limit, applied.isEmpty());
        });
    }

    private static String text(MigrationScripts scripts, List<MigrationScript> pending) {
        return pending.stream().map(scripts::forward).collect(Collectors.joining("\n"));
    }

    private List<MigrationScript> upTo(MigrationScripts scripts, List<MigrationScript> pending) {
        if (to == null) return pending;
        scripts.require(to);
        return pending.stream()
                .filter(script -> MigrationScript.OLDEST_FIRST.compare(script.version(), to) <= 0)
                .toList();
    }

    private static CommandResult nothingPending(MigrationPlanner planning) {
        var at = planning.applied().isEmpty()
                ? null
                : planning.applied().getLast().version();
        var budget = planning.budget().toMillis();
        return new CommandResult(
                true,
                Shown.of(new PlanReport(at, Map.of(), Map.of(), List.of(), budget)),
                "Nothing is pending: the database is at " + (at == null ? "nothing" : at) + ".\n");
    }

    private Duration limit() {
        var found = TIME.matcher(budget);
        long number = found.matches() ? Long.parseLong(found.group(1)) : 0;
        if (number == 0) {
            throw new CannotRunException(
                    "--budget is a time from 1ms on, such as 500ms, 1s or 2m, not “" + budget + "”.");
        }
        return switch (found.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
