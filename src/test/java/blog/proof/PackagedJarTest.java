package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is shipped is the service and nothing that only developers use. */
@Tag("proof")
@Timeout(900)
class PackagedJarTest {
    private static final String BENCH = "blog/tools/bench/";

    @Test
    void theBenchmarkIsInAJarOfItsOwn() throws IOException {
        var copy = ProjectCopy.named("packaged-jar");
        copy.maven("-Dbuild.db=embedded", "-Dmaven.test.skip=true", "package").succeeds();

        assertThat(classes(copy, "target/blog.jar"))
                .contains("blog/Main.class")
                .noneMatch(name -> name.startsWith(BENCH));
        assertThat(classes(copy, "target/blog-bench.jar"))
                .contains(BENCH + "BenchmarkMain.class")
                .allMatch(name -> name.startsWith(BENCH));
    }

    private static List<String> classes(ProjectCopy copy, String path) throws IOException {
        try (var jar = new JarFile(copy.path(path).toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }
}
