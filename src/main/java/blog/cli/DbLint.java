package blog.cli;

import blog.lint.Finding;
import blog.lint.Lint;
import blog.lint.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "lint",
        sortOptions = false,
        description = {
            "Reads the migrations and says what would hurt in production, why, and how it is done safely.",
            "",
            "Needs no database. An exception is a comment in the file:  -- lint: allow RULE: REASON"
        },
        footer = {
            "",
            "Exit codes: 0 clean; 1 findings; 2 could not run.",
            "",
            "Examples:",
            "  ./blog db lint",
            "  ./blog db lint --land      when a migration is done: from here on an edit of it is a finding"
        })
final class DbLint implements Callable<Integer> {
    private final Surroundings surroundings;

    @ParentCommand
    private Db db;

    @Option(
            names = "--land",
            description = "Lists new files in db-migrations/checksums; changes no line that is there.")
    private boolean land;

    @Option(names = "--landed", description = "Takes a file that is not listed there for a finding, as the tests do.")
    private boolean landed;

    @Option(names = "--rules", description = "Shows every rule, and the rules of squawk that ask the same.")
    private boolean rules;

    @Option(names = "--json", description = "Answers with JSON.")
    private boolean json;

    DbLint(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.db = new Db(surroundings);
    }

    @Override
    public Integer call() {
        if (rules) {
            return showRules();
        }
        var folder = db.folder();
        if (land) {
            land(folder);
        }
        var all = new Lint(folder).run();
        var notes =
                all.stream().filter(finding -> !landed && Lint.isNote(finding)).toList();
        var found = all.stream().filter(finding -> !notes.contains(finding)).toList();
        if (json) {
            show(found.stream().map(DbLint::described).toList());
        } else {
            show(folder, found, notes);
        }
        return found.isEmpty() ? 0 : 1;
    }

    /** Only what is clean: mending it afterwards would be an edit of a landed file. */
    private void land(Path folder) {
        var lint = new Lint(folder);
        if (lint.run().stream().allMatch(Lint::isNote)) {
            lint.land();
        } else if (!json) {
            surroundings.out().println("Nothing was landed: what is found here has to be mended first.\n");
        }
    }

    private void show(Path folder, List<Finding> found, List<Finding> notes) {
        var out = surroundings.out();
        found.forEach(finding -> out.println(finding.text(folder) + "\n"));
        if (!notes.isEmpty()) {
            var files = notes.stream().map(Finding::file).distinct().collect(Collectors.joining(", "));
            out.println("Not landed yet: " + files + ". When they are done: ./blog db lint --land");
        }
        out.println(
                found.isEmpty() ? "Nothing found, by " + Lint.rules().size() + " rules." : found.size() + " found.");
    }

    private int showRules() {
        if (json) {
            show(Lint.rules());
            return 0;
        }
        for (Rule rule : Lint.rules()) {
            surroundings.out().printf("%-24s %s%n", rule.id(), rule.says());
            if (!rule.squawk().isEmpty()) {
                surroundings.out().printf("%-24s   squawk: %s%n", "", rule.squawk());
            }
        }
        return 0;
    }

    private static Map<String, Object> described(Finding finding) {
        return Map.of(
                "file", finding.file(),
                "line", finding.line(),
                "rule", finding.rule().id(),
                "wrong", finding.wrong(),
                "why", finding.rule().why(),
                "recipe", finding.recipe());
    }

    private void show(Object value) {
        surroundings
                .out()
                .println(JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(value));
    }
}
