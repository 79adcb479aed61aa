package blog.cli;

import blog.http.Json;
import blog.migrations.Applied;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "history",
        description =
                "Lists what was applied to the database: when, by which role, in what time, and the file's checksum.",
        footer = {"", "Examples:", "  ./blog db history", "  ./blog db history --json"})
final class DbHistory implements Callable<Integer> {
    private final Surroundings surroundings;

    @ParentCommand
    private Db db;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    /** As --json shows it. */
    private record Shown(
            int number,
            @Nullable String version,
            String description,
            String type,
            String file,
            @Nullable Integer checksum,
            String by,
            String at,
            long milliseconds,
            boolean success) {
        static Shown of(Applied row) {
            return new Shown(
                    row.rank(),
                    row.version(),
                    row.description(),
                    row.type(),
                    row.file(),
                    row.checksum(),
                    row.by(),
                    DbStatus.TIME.format(row.at()),
                    row.time().toMillis(),
                    row.success());
        }
    }

    DbHistory(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.db = new Db(surroundings);
    }

    @Override
    public Integer call() {
        return db.work((target, migrations) -> {
            var rows = migrations.history();
            if (json) {
                var shown = rows.stream().map(Shown::of).toList();
                surroundings.out().println(new String(Json.write(shown), StandardCharsets.UTF_8));
            } else if (rows.isEmpty()) {
                surroundings.out().println(target + " has no history: nothing was ever applied to it.");
            } else {
                show(rows);
            }
            return 0;
        });
    }

    private void show(List<Applied> rows) {
        int role = rows.stream().mapToInt(row -> row.by().length()).max().orElse(0);
        var line = "%6s  %-14s  %-19s  %-" + Math.max(role, 2) + "s  %10s  %11s  %s%n";
        surroundings.out().printf(line, "number", "version", "at", "by", "time", "checksum", "what");
        for (var row : rows) {
            var time = String.format(Locale.ROOT, "%,d ms", row.time().toMillis());
            surroundings
                    .out()
                    .printf(
                            line,
                            row.rank(),
                            row.version() == null ? "" : row.version(),
                            DbStatus.TIME.format(row.at()),
                            row.by(),
                            time,
                            row.checksum() == null ? "" : row.checksum(),
                            what(row));
        }
    }

    private static String what(Applied row) {
        return row.description()
                + (row.success() ? "" : " (stopped halfway)")
                + (row.type().equals("SQL") ? "" : " (" + row.type().toLowerCase(Locale.ROOT) + ")");
    }
}
