package blog.tools.bench;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a benchmark run.
 *
 * @param seconds how long each load runs, each time
 * @param rounds how often PostgreSQL and the service take turns
 * @param connections how many ask at once, one number after the other
 * @param peers the addresses of other services, by their names
 * @param database an empty one, to be filled; nothing for a PostgreSQL of the run's own
 * @param project where the built jar is
 */
public record BenchmarkOptions(
        int users,
        int posts,
        int seconds,
        int rounds,
        List<Integer> connections,
        Map<String, URI> peers,
        Optional<Settings.Login> database,
        Path project) {

    /** @throws CannotRunException when nothing could be measured that way */
    public BenchmarkOptions {
        if (users < 1) throw new CannotRunException("At least one user, who writes the posts.");
        // Otherwise a number in a statement could be a user's as well as a post's.
        if (posts <= users) throw new CannotRunException("There must be more posts than users.");
        if (seconds < 1 || rounds < 1 || connections.isEmpty() || Collections.min(connections) < 1) {
            throw new CannotRunException("At least one second, one round and one connection.");
        }
    }

    /** Emptied at the start of a run, and kept after it: logs, scripts and data. */
    Path folder() {
        return project.resolve("target/bench");
    }

    Path jar() {
        return project.resolve("target/blog.jar");
    }

    Path options() {
        return project.resolve("src/main/jvm/serve.options");
    }

    /** Returns the AOT cache of the training run that {@code ./blog serve} makes once per build. */
    Path learned() {
        return project.resolve("target/blog.aot");
    }
}
