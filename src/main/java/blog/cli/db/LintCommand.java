package blog.cli.db;

import blog.chain.lint.Finding;
import blog.chain.lint.LintRule;
import blog.chain.lint.MigrationLinter;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the migrations against the linter's rules. */
@Command(
        name = "lint",
        sortOptions = false,
        description = {
            "Finds what would cause trouble in production, and explains why and how to do it safely.",
            "",
            "Needs no database. An exception is a comment in the file:  -- lint: allow RULE: REASON"
        },
        footer = {
            "",
            "Exit codes: 0 clean; 1 findings; 2 could not run.",
            "",
            "Examples:",
            "  ./blog db lint",
            "  ./blog db lint --land      when a migration is done: from then on, editing it is a finding"
        })
final class LintCommand extends ReportingSubcommand {
    @Option(names = "--land", description = "Adds new files to db-migrations/checksums; never changes existing lines.")
    private boolean land;

    @Option(names = "--landed", description = "Reports files that are not listed there, as the tests do.")
    private boolean landed;

    @Option(names = "--rules", description = "Lists all rules, with the equivalent rules of squawk.")
    private boolean rules;

    LintCommand(CommandContext context) {
        super(context);
    }

    /** As --json shows it. */
    private record Shown(boolean clean, List<Found> findings, List<String> notLanded) {}

    private record Found(String file, int line, String rule, String wrong, String why, String recipe) {
        static Found of(Finding finding) {
            var rule = finding.rule();
            return new Found(finding.file(), finding.line(), rule.id(), finding.wrong(), rule.why(), finding.recipe());
        }
    }

    /** As --rules and --json show it. */
    private record Rules(List<LintRule> rules) {}

    @Override
    int run() {
        return tell(rules ? new CommandResult(true, new Rules(MigrationLinter.rules()), allRules()) : found());
    }

    private CommandResult found() {
        var folder = db.folder();
        var refused = land && !land(folder);
        var all = new MigrationLinter(folder).run();
        var notes = all.stream()
                .filter(finding -> !landed && MigrationLinter.isNote(finding))
                .toList();
        var found = all.stream().filter(finding -> !notes.contains(finding)).toList();
        var files = notes.stream().map(Finding::file).distinct().toList();
        return new CommandResult(
                found.isEmpty(),
                new Shown(found.isEmpty(), found.stream().map(Found::of).toList(), files),
                (refused ? "Nothing was landed: fix these findings first.\n\n" : "") + text(folder, found, files));
    }

    /** Only what is clean: mending it afterwards would be an edit of a landed file. */
    private static boolean land(Path folder) {
        var lint = new MigrationLinter(folder);
        var clean = lint.run().stream().allMatch(MigrationLinter::isNote);
        if (clean) lint.land();
        return clean;
    }

    private static String text(Path folder, List<Finding> found, List<String> notLanded) {
        var text = new StringBuilder();
        found.forEach(finding -> text.append(finding.text(folder)).append("\n\n"));
        if (!notLanded.isEmpty()) {
            text.append("Not landed yet: " + String.join(", ", notLanded)
                    + ". When they are done: ./blog db lint --land\n");
        }
        return text.append(
                        found.isEmpty()
                                ? "Nothing found, by " + MigrationLinter.rules().size() + " rules.\n"
                                : found.size() + " found.\n")
                .toString();
    }

    private static String allRules() {
        return MigrationLinter.rules().stream()
                .map(rule -> "%-24s %s%n".formatted(rule.id(), rule.summary())
                        + (rule.squawk().isEmpty() ? "" : "%-24s   squawk: %s%n".formatted("", rule.squawk())))
                .collect(Collectors.joining());
    }
}
