package blog.cli.db;

import blog.chain.migrations.AppliedMigration;
import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.MigrationStatus;
import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import blog.cli.context.TargetDatabase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Shows the version of the database and its pending migrations. */
@Command(
        name = "status",
        description = {
            "Shows the version of the database, and what keeps it from the newest.",
            "",
            "Exits with 1 when anything is pending, out of order, missing, changed, stopped halfway or invalid."
        },
        footer = {"", "Examples:", "  ./blog db status", "  ./blog db status --json"})
final class StatusCommand extends ReportingSubcommand {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** As --json shows it. */
    private record Shown(
            String database,
            @Nullable String version,
            boolean clean,
            int applied,
            @Nullable Instant lastAppliedAt,
            List<MigrationScript> pending,
            List<MigrationScript> outOfOrder,
            List<String> missing,
            List<MigrationScript> changed,
            List<String> failed,
            List<String> repeated,
            List<String> invalidIndexes,
            String next) {}

    StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        return db.work((target, migrations) -> {
            var status = migrations.status();
            var shown = shown(target, migrations, status);
            return tell(new CommandResult(shown.clean(), shown, text(shown)));
        });
    }

    private static Shown shown(TargetDatabase target, Migrator migrations, MigrationStatus status) {
        var last =
                migrations.history().stream().reduce((earlier, later) -> later).map(AppliedMigration::at);
        var pending = status.pending().stream()
                .filter(script -> !status.late().contains(script))
                .toList();
        var invalid = migrations.invalidIndexes().names();
        return new Shown(
                target.toString(),
                status.at(),
                status.current() && invalid.isEmpty(),
                status.applied().size(),
                last.orElse(null),
                pending,
                status.late(),
                status.unknown(),
                status.changed(),
                status.failed(),
                status.repeated(),
                invalid,
                status.advice());
    }

    private static String text(Shown shown) {
        var text = new StringBuilder();
        line(text, "Database", shown.database());
        line(text, "Version", shown.version() == null ? "none" : shown.version());
        var last = shown.lastAppliedAt();
        line(text, "Applied", shown.applied() + (last == null ? "" : ", the last at " + TIME.format(last)));
        lines(text, "Pending", shown.pending().stream().map(StatusCommand::named));
        lines(text, "Out of order", shown.outOfOrder().stream().map(StatusCommand::named));
        lines(text, "Missing", shown.missing().stream().map(version -> version + "  is applied and has no file here"));
        lines(text, "Changed", shown.changed().stream().map(StatusCommand::named));
        lines(text, "Failed", shown.failed().stream());
        lines(text, "Repeated", shown.repeated().stream());
        lines(text, "Invalid index", shown.invalidIndexes().stream());
        var next = shown.clean() ? "Clean." : shown.next();
        return text.append(next.isEmpty() ? "" : next + "\n").toString();
    }

    private static String named(MigrationScript script) {
        return script.version() + "  " + script.description();
    }

    private static void lines(StringBuilder text, String title, Stream<String> lines) {
        var first = new String[] {title};
        lines.forEach(line -> {
            line(text, first[0], line);
            first[0] = "";
        });
    }

    private static void line(StringBuilder text, String title, String value) {
        text.append(String.format(Locale.ROOT, "%-13s  %s%n", title, value));
    }
}
