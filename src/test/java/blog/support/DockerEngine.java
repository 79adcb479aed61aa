package blog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Docker engine of this machine, asked before Testcontainers is: that would retry for minutes where an engine answers
 * but cannot pull.
 *
 * @param program the words that run its command line
 * @param notes where a build and earlier tests noted which image could not be pulled
 * @param patience how long all questions together may take
 */
record DockerEngine(List<String> program, Path notes, Duration patience) {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    static DockerEngine ofThisMachine() {
        return new DockerEngine(List.of("docker"), Path.of("target", "throwaway"), Duration.ofSeconds(20));
    }

    /** Why no container of these images can be had; empty when one can. */
    Optional<String> obstacle(List<String> images) {
        var end = Instant.now().plus(patience);
        if (!ask(end, ANSWER, "version", "--format", "{{.Server.Version}}")) {
            return Optional.of("no Docker engine answers");
        }
        return images.stream()
                .map(image -> obstacle(end, image))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> obstacle(Instant end, String image) {
        if (ask(end, ANSWER, "image", "inspect", image)) return Optional.empty();
        if (failedLately(image)) {
            return Optional.of("the Docker engine has no " + image + ", and a pull failed within the hour");
        }
        if (ask(end, patience, "pull", "-q", image)) return Optional.empty();
        remember(image);
        return Optional.of(
                "the Docker engine has no %s and did not pull it within %d s".formatted(image, patience.toSeconds()));
    }

    private boolean failedLately(String image) {
        try {
            return Files.exists(note(image))
                    && Files.getLastModifiedTime(note(image))
                            .toInstant()
                            .plus(REMEMBERED)
                            .isAfter(Instant.now());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void remember(String image) {
        try {
            Files.createDirectories(notes);
            Files.writeString(note(image), "");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private Path note(String image) {
        return notes.resolve("not-pulled-" + image.replaceAll("[^a-zA-Z0-9.]", "-"));
    }

    private boolean ask(Instant end, Duration limit, String... question) {
        var left = Duration.between(Instant.now(), end);
        var command = Stream.concat(program.stream(), Stream.of(question)).toList();
        return succeeds(left.compareTo(limit) < 0 ? left : limit, command);
    }

    private static boolean succeeds(Duration limit, List<String> command) {
        if (!limit.isPositive()) return false;
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
