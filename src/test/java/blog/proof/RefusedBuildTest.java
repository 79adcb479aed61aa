package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The build fails on a Java that is too old and on badly formatted code. */
@Tag("proof")
@Timeout(180)
class RefusedBuildTest {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern FEATURE = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    @Test
    void plainMavenOnAnOlderJavaSaysWhatToDo() throws IOException {
        var older = olderJava();
        ProjectCopy.named("older-java")
                .plainMaven(older, "compile")
                .fails()
                .says("This build needs a JDK 25 or newer, and Maven runs on ", older.toString())
                .says("Use ./mvnw instead", "`./blog help jdk` says how to get one.")
                .doesNotSay("Schema changed", "COMPILATION ERROR");
    }

    /** As Java 8 meets --add-exports, and Java 11 --enable-native-access. */
    @Test
    void itSaysSoThoughTheOlderJavaDoesNotKnowEveryOption() throws IOException {
        var older = olderJava();
        var copy = ProjectCopy.named("much-older-java");
        copy.write(".mvn/jvm.config", copy.read(".mvn/jvm.config") + "--known-to-later-ones=ALL-UNNAMED\n");
        copy.plainMaven(older, "compile").fails().says("This build needs a JDK 25 or newer");
    }

    @Test
    void codeFormattedOtherwiseFailsTheBuildThatVerifies() {
        var copy = ProjectCopy.named("formatted-otherwise")
                .write(
                        "src/main/java/blog/probe/Untidy.java",
                        "package blog.probe;\n\nfinal class Untidy\n{ int x ; }\n");
        copy.maven("-Dbuild.db=embedded", "-Dmaven.test.skip=true", "verify")
                .fails()
                .says("src/main/java/blog/probe/Untidy.java", "spotless:apply")
                .doesNotSay("COMPILATION ERROR");
        assertThat(copy.path("target/blog.jar")).exists();
    }

    private static Path olderJava() throws IOException {
        var found = older();
        if (found.isEmpty()) {
            System.out.println("NOT PROVED HERE: no Java older than 25 is in " + INSTALLED + ", so none is refused.");
        }
        assumeTrue(found.isPresent(), "no Java older than 25 is in " + INSTALLED);
        return found.get().toRealPath();
    }

    private static Optional<Path> older() throws IOException {
        if (!Files.isDirectory(INSTALLED)) return Optional.empty();
        try (var all = Files.list(INSTALLED)) {
            return all.filter(RefusedBuildTest::isOlder).sorted().findFirst();
        }
    }

    private static boolean isOlder(Path java) {
        if (!Files.isExecutable(java.resolve("bin/java")) || !Files.exists(java.resolve("release"))) return false;
        try {
            var feature = FEATURE.matcher(Files.readString(java.resolve("release")));
            return feature.find() && Integer.parseInt(feature.group(1)) < 25;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
