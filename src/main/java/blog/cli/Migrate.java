package blog.cli;

import blog.migrations.Migrations;
import blog.migrations.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Migrate(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (var target = Target.open(
                surroundings.settings().database(), spec.commandLine().getErr())) {
            var out = surroundings.out();
            var progress = Progress.to(out, surroundings.terminal());
            var answer = new Moving(target, Migrations.of(target.login()), progress, out::println).migrate(null);
            out.print(answer.text());
            return answer.exitCode();
        }
    }
}
