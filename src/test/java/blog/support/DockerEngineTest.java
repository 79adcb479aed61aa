package blog.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that cannot pull costs the tests seconds, once. */
class DockerEngineTest {
    private static final List<String> IMAGES = List.of("postgres:18-alpine", "testcontainers/ryuk:0.14.0");

    @TempDir
    private Path folder;

    @Test
    @Timeout(20)
    void aPullThatHangsIsGivenUpForAllImagesTogetherAndNotTriedAgain() throws IOException {
        var engine = engine("exit 1", "exec sleep 600");
        assertThat(engine.obstacle(IMAGES))
                .hasValue("the Docker engine has no postgres:18-alpine and did not pull it within 2 s");
        assertThat(engine.obstacle(IMAGES))
                .hasValue("the Docker engine has no postgres:18-alpine, and a pull failed within the hour");
        assertThat(pulls()).isEqualTo(1);
    }

    @Test
    void thePatienceIsForAllImagesAndNotForEach() throws IOException {
        var engine = engine("exit 1", "case $3 in postgres*) exit 0 ;; *) exec sleep 600 ;; esac");
        assertThat(engine.obstacle(IMAGES))
                .hasValue("the Docker engine has no testcontainers/ryuk:0.14.0 and did not pull it within 2 s");
    }

    @Test
    void nothingStandsInTheWayWhereTheImagesAreThere() throws IOException {
        assertThat(engine("exit 0", "exit 1").obstacle(IMAGES)).isEmpty();
        assertThat(pulls()).isZero();
    }

    @Test
    void noEngineIsNotWaitedFor() {
        var engine = new DockerEngine(List.of("/nonexistent/docker"), folder, Duration.ofMinutes(1));
        assertThat(engine.obstacle(IMAGES)).hasValue("no Docker engine answers");
    }

    private DockerEngine engine(String inspect, String pull) throws IOException {
        var script = Files.writeString(folder.resolve("docker"), """
                case $1 in
                  version) echo 20.10.24 ;;
                  image) %s ;;
                  pull) echo pull >>%s; %s ;;
                esac
                """.formatted(inspect, folder.resolve("pulls"), pull));
        return new DockerEngine(List.of("sh", script.toString()), folder, Duration.ofSeconds(2));
    }

    private long pulls() throws IOException {
        var file = folder.resolve("pulls");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }
}
