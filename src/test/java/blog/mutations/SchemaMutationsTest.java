package blog.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Every change made to the schema but not to the code is detected by the build or by a test, or has a reviewed reason.
 */
@Tag("schema-mutations")
class SchemaMutationsTest {
    private static final Path FOLDER = Path.of("target", "schema-mutations").toAbsolutePath();
    private static final Path REPORT = Path.of("target", "schema-mutations.txt");
    private static final int WORKSHOPS = Math.min(2, Runtime.getRuntime().availableProcessors());
    private static final Mutation NONE = new Mutation("change", "nothing", "select");

    private static List<Path> libraries = List.of();

    @BeforeAll
    static void collectLibraries() throws IOException {
        libraries = libraries();
    }

    /** A service on a schema that is not its own has much to log. */
    @BeforeAll
    static void silence() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void everySurvivorHasItsReason() throws Exception {
        var wanted = System.getProperty("mutations", "");
        var mutations =
                Mutation.all().stream().filter(it -> it.name().contains(wanted)).toList();
        assertThat(mutations).as("mutations named like " + wanted).isNotEmpty();
        long start = System.nanoTime();
        assertThat(workshop(0).tried(NONE))
                .as("without a mutation, the project compiles and its tests pass")
                .matches(MutationResult::survived);
        var verdicts = verdicts(mutations);
        var score =
                new MutationScore(verdicts, ReviewedSurvivors.reviewed(), Duration.ofNanos(System.nanoTime() - start));
        Files.writeString(REPORT, score.inFull());
        System.out.println(score + "Each of them: " + REPORT);
        assertThat(score.survivors().faults(verdicts)).isEmpty();
    }

    private static List<MutationResult> verdicts(List<Mutation> mutations) throws Exception {
        var waiting = new ConcurrentLinkedQueue<>(mutations);
        var progress = new Progress(mutations.size());
        var verdicts = new ArrayList<MutationResult>();
        try (var threads = Executors.newFixedThreadPool(WORKSHOPS)) {
            var runs = IntStream.range(0, WORKSHOPS)
                    .mapToObj(number -> threads.submit(work(number, waiting, progress)))
                    .toList();
            for (Future<List<MutationResult>> run : runs) verdicts.addAll(run.get());
        }
        return verdicts;
    }

    private static Callable<List<MutationResult>> work(int number, Queue<Mutation> waiting, Progress progress) {
        return () -> {
            var workshop = workshop(number);
            var verdicts = new ArrayList<MutationResult>();
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                var verdict = workshop.tried(next);
                progress.tell(verdict);
                verdicts.add(verdict);
            }
            return verdicts;
        };
    }

    private static MutationWorkspace workshop(int number) throws Exception {
        return new MutationWorkspace(FOLDER.resolve("workshop-" + number), libraries);
    }

    /**
     * Returns the class path that no mutation changes: libraries, and PostgreSQL's own catalog as the build compiled
     * it.
     */
    private static List<Path> libraries() throws IOException {
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var catalog = FOLDER.resolve("catalog");
        copy(Path.of("target", "classes"), "blog/schema/postgres", catalog);
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator)).map(Path::of).filter(Files::isRegularFile),
                        Stream.of(catalog))
                .toList();
    }

    private static void copy(Path from, String what, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from.resolve(what))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    /** One line a mutation, as it is tried. */
    private static final class Progress {
        private final int all;
        private final long start = System.nanoTime();
        private int done;

        Progress(int all) {
            this.all = all;
        }

        synchronized void tell(MutationResult verdict) {
            var seconds = (System.nanoTime() - start) / 1_000_000_000;
            System.out.printf("[%3d/%d, %d s] %s%n", ++done, all, seconds, verdict);
        }
    }
}
