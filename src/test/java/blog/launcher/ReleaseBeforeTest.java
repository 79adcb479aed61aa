package blog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release that `./blog test --previous-release` takes for the one before this. */
final class ReleaseBeforeTest {
    private static final Path SCRIPT =
            Path.of("src/test/shell/previous-release.sh").toAbsolutePath();

    @TempDir
    Path project;

    @Test
    void aReleaseOfAnotherBranchIsRefused() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        commit();
        git("checkout", "--quiet", "-b", "other");
        commit();
        git("tag", "v2.0.0");
        git("checkout", "--quiet", "main");
        assertThat(run(2, List.of("sh", SCRIPT.toString(), "v2.0.0")))
                .contains("cannot be tried: v2.0.0 is not before what is checked out here");
        assertThat(run(0, List.of("sh", SCRIPT.toString()))).contains("NO RELEASE IS TAGGED");
    }

    private void commit() throws Exception {
        git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "--allow-empty", "-m", "x");
    }

    private void git(String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        run(0, command);
    }

    private String run(int status, List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(status);
        return said;
    }
}
