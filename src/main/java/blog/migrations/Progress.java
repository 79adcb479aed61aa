package blog.migrations;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Is told of each migration when it has been applied. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (version, description, time) -> {};

    /** @param description the sentence in the file's name, as in "add bio to users" */
    void applied(String version, String description, Duration time);

    /** One line a migration, with its time. */
    static Progress to(PrintStream out) {
        return (version, description, time) ->
                out.printf(Locale.ROOT, "  %s  %-60s %,7d ms%n", version, description, time.toMillis());
    }
}
