package blog.cli;

import blog.migrations.Migrations;
import blog.migrations.Progress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Taking a database forward, and saying so: what ./blog migrate and ./blog db migrate have in common. */
record Migrating(Surroundings surroundings, Target target, Migrations migrations) {
    /** @param to the last version to apply; null for all there are */
    void run(@Nullable String to) {
        var out = surroundings.out();
        var started = System.nanoTime();
        boolean needed = !migrations.pending(to).isEmpty();
        migrations.migrate(to, Progress.to(out, surroundings.terminal()));
        migrations.requireValidIndexes();
        var at = migrations.status().at();
        if (needed) {
            var seconds = (System.nanoTime() - started) / 1e9;
            out.printf(Locale.ROOT, "%s is now at %s, in %.1f s.%n", target, at, seconds);
        } else {
            out.printf("%s is up to date, at %s.%n", target, at);
        }
    }
}
