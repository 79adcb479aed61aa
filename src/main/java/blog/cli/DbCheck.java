package blog.cli;

import blog.catalog.Catalog;
import blog.catalog.Difference;
import blog.catalog.Drift;
import blog.migrations.Migrations;
import blog.problem.CannotRun;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "check",
        description = {
            "Says in what the live schema is not the one this release was built for.",
            "",
            "It compares tables, columns, constraints, indexes, triggers, functions, views, types, sequences and comments,"
                    + " object by object, and says of each difference whether it breaks the service. Owners,"
                    + " privileges and the order of columns do not matter. It changes nothing."
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
final class DbCheck implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Prints what was found as one JSON object.")
    private boolean json;

    @Option(names = "--dump", description = "Prints the live schema as text instead, for a diff with another one.")
    private boolean dump;

    DbCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What the check found, as JSON.
     *
     * @param history why the history is not this release's; null when it is
     */
    private record Findings(
            boolean clean,
            boolean breaking,
            @Nullable String at,
            @Nullable String history,
            List<Difference> differences) {}

    @Override
    public Integer call() {
        try (var target = Target.open(surroundings.settings().database())) {
            var live = Catalog.of(target.sql());
            if (dump) {
                surroundings.out().print(live.text());
                return 0;
            }
            return say(target, Catalog.packaged().driftOf(live));
        }
    }

    private int say(Target target, Drift drift) {
        var migrations = Migrations.of(target.login());
        var at = migrations.status().at();
        var history = complaint(migrations);
        var clean = history == null && drift.isEmpty();
        if (json) {
            var findings = new Findings(clean, drift.breaking(), at, history, drift.differences());
            surroundings.out().println(JSON.writeValueAsString(findings));
        } else if (clean) {
            surroundings.out().printf("%s: the schema is as this release expects it, at %s.%n", target, at);
        } else {
            surroundings.out().print(report(history, drift));
        }
        return clean ? 0 : 1;
    }

    private static @Nullable String complaint(Migrations migrations) {
        try {
            migrations.requireCurrent();
            return null;
        } catch (CannotRun notCurrent) {
            return notCurrent.getMessage();
        }
    }

    private static String report(@Nullable String history, Drift drift) {
        if (drift.isEmpty()) return history + "\nThe schema itself is as this release expects it.\n";
        var breaking = drift.thatBreak(true).size();
        var count = drift.differences().size() + (drift.differences().size() == 1 ? " difference" : " differences");
        return (history == null
                        ? ""
                        : history
                                + "\nSo the schema is of another version than this release's, with which it is compared:\n")
                + drift.text()
                + (count + ", of which " + breaking + (breaking == 1 ? " breaks" : " break") + " the service.\n");
    }
}
