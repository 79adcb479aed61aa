package blog.cli.db;

import blog.chain.migrations.AppliedMigration;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists the migrations that were applied to the database. */
@Command(
        name = "history",
        description = "Lists the applied migrations: when, by which role, how long it took, and the file's checksum.",
        footer = {"", "Examples:", "  ./blog db history", "  ./blog db history --json"})
final class HistoryCommand extends ReportingSubcommand {
    /** As --json shows it. */
    private record Shown(String database, List<Row> rows) {}

    private record Row(
            int number,
            @Nullable String version,
            String description,
            String type,
            String file,
            @Nullable Integer checksum,
            String by,
            Instant at,
            long milliseconds,
            boolean success) {
        static Row of(AppliedMigration row) {
            return new Row(
                    row.rank(),
                    row.version(),
                    row.description(),
                    row.type(),
                    row.file(),
                    row.checksum(),
                    row.by(),
                    row.at(),
                    row.time().toMillis(),
                    row.success());
        }
    }

    HistoryCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        return db.work((target, migrations) -> {
            var rows = migrations.history();
            var shown = new Shown(target.toString(), rows.stream().map(Row::of).toList());
            return tell(new CommandResult(
                    true,
                    shown,
                    rows.isEmpty() ? target + " has no history: no migration was ever applied to it.\n" : table(rows)));
        });
    }

    private static String table(List<AppliedMigration> rows) {
        int role = rows.stream().mapToInt(row -> row.by().length()).max().orElse(0);
        var line = "%6s  %-14s  %-19s  %-" + Math.max(role, 2) + "s  %10s  %11s  %s%n";
        var text = new StringBuilder(line.formatted("number", "version", "at", "by", "time", "checksum", "what"));
        for (var row : rows) {
            text.append(line.formatted(
                    row.rank(),
                    row.version() == null ? "" : row.version(),
                    StatusCommand.TIME.format(row.at()),
                    row.by(),
                    String.format(Locale.ROOT, "%,d ms", row.time().toMillis()),
                    row.checksum() == null ? "" : row.checksum(),
                    what(row)));
        }
        return text.toString();
    }

    private static String what(AppliedMigration row) {
        return row.description()
                + (row.success() ? "" : " (stopped halfway)")
                + (row.type().equals("SQL") ? "" : " (" + row.type().toLowerCase(Locale.ROOT) + ")");
    }
}
