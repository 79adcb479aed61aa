package blog.build;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Docker engine of this machine, asked before Testcontainers is: that would retry for minutes where an engine answers
 * but cannot pull.
 *
 * @param patience how long all questions together may take
 */
record DockerEngine(ThrowawayFolder folder, String image, Duration patience) {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** A pull that failed is not waited for again in every build. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** Why no container can be had; empty when one can. */
    Optional<String> obstacle() throws IOException {
        var end = Instant.now().plus(patience);
        if (!ask(end, ANSWER, "version", "--format", "{{.Server.Version}}")) {
            return Optional.of("no Docker engine answers");
        }
        if (ask(end, ANSWER, "image", "inspect", image)) return Optional.empty();
        if (failedLately()) {
            return Optional.of("the Docker engine has no " + image + ", and a pull failed within the hour");
        }
        if (ask(end, patience, "pull", "-q", image)) return Optional.empty();
        folder.write(note(), "");
        return Optional.of(
                "the Docker engine has no %s and did not pull it within %d s".formatted(image, patience.toSeconds()));
    }

    void forgetFailure() throws IOException {
        Files.deleteIfExists(folder.resolve(note()));
    }

    private boolean failedLately() throws IOException {
        var file = folder.resolve(note());
        return Files.exists(file)
                && Files.getLastModifiedTime(file).toInstant().plus(REMEMBERED).isAfter(Instant.now());
    }

    /** The tests look for it as well. */
    private String note() {
        return "not-pulled-" + image.replaceAll("[^a-zA-Z0-9.]", "-");
    }

    private boolean ask(Instant end, Duration limit, String... question) {
        var left = Duration.between(Instant.now(), end);
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(question));
        return folder.run(left.compareTo(limit) < 0 ? left : limit, command);
    }
}
