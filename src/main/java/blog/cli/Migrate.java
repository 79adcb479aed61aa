package blog.cli;

import blog.migrations.Migrations;
import blog.migrations.Progress;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "migrate",
        description = {
            "Takes the database to this release's schema, and says what it did.",
            "",
            "Safe to run again, and at the same time as another one: the second waits for the first. A database that"
                    + " a newer release has migrated, or whose migrations were edited later, is left as it is."
        },
        footer = {"", "Example:", "  DATABASE_URL=postgresql://ada:secret@db.example/blog ./blog migrate"})
final class Migrate implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    Migrate(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var out = surroundings.out();
        try (var target = Target.open(surroundings.settings().database())) {
            var migrations = Migrations.of(target.login());
            var pending = migrations.status().pending().size();
            var started = System.nanoTime();
            migrations.migrate(Progress.to(out));
            var at = migrations.status().at();
            if (pending == 0) {
                out.printf("%s is up to date, at %s.%n", target, at);
            } else {
                var seconds = (System.nanoTime() - started) / 1e9;
                out.printf(Locale.ROOT, "%s is now at %s, in %.1f s.%n", target, at, seconds);
            }
        }
        return 0;
    }
}
