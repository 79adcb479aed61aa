package blog.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK that `./blog` and the real `./mvnw` choose among several. */
@Tag("own-server")
class FindsJdkTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "Maven on $JAVA_HOME: $*"
            case "$*" in *package*) mkdir -p target/lib && cp ready.jar target/blog.jar ;; esac
            """;

    @TempDir
    Path given;

    private Path temporary;

    private LaunchedProject project;

    @BeforeEach
    void makeProject() throws IOException {
        // On macOS it is a link.
        temporary = given.toRealPath();
        project = new LaunchedProject(temporary);
        project.copy("mvnw", ".mvn/wrapper/maven-wrapper.properties");
        project.environment().remove("JAVA_HOME");
        project.environment().put("BLOG_JDK_ROOTS", "");
        project.environment()
                .put("MAVEN_USER_HOME", temporary.resolve("maven home").toString());
        fetchedMaven(MAVEN);
    }

    @AfterEach
    void removeLinks() throws IOException {
        project.removeLinks();
    }

    @Test
    void oneThatIsNotTheDefault() throws Exception {
        olderIsTheDefault();
        var jdks = temporary.resolve("some jdks");
        var jdk = jdk("some jdks/a jdk", "25.0.1");
        project.environment().put("BLOG_JDK_ROOTS", temporary.resolve("none") + ":" + jdks);

        assertThat(mvnw().output()).containsExactly("Maven on " + jdk + ": -v");
        assertThat(project.blog("version").output()).containsExactly("java of " + jdk);
    }

    @Test
    void javaHomeComesBeforeThePath() throws Exception {
        var jdk = jdk("newer", "26");
        onPath(jdk("other", "25").resolve("bin"));
        project.environment().put("JAVA_HOME", jdk.toString());

        assertThat(mvnw().output()).containsExactly("Maven on " + jdk + ": -v");
        assertThat(project.blog("version").output()).containsExactly("java of " + jdk);
    }

    @Test
    void oneThatOnlyThePathLeadsTo() throws Exception {
        var jdk = jdk("on the path", "25.0.1");
        var alternatives = Files.createDirectories(temporary.resolve("alternatives"));
        Files.createSymbolicLink(alternatives.resolve("java"), Path.of("../on the path/bin/java"));
        var bin = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), alternatives.resolve("java"));
        onPath(bin);

        assertThat(mvnw().output()).containsExactly("Maven on " + jdk + ": -v");
        assertThat(project.blog("version").output()).containsExactly("java of " + jdk);
    }

    @Test
    void oneOfSdkman() throws Exception {
        assumeThat(Path.of("/usr/libexec/java_home"))
                .as("what macOS itself names comes first")
                .doesNotExist();
        olderIsTheDefault();
        project.environment().remove("BLOG_JDK_ROOTS");
        var inHome = jdk("home/.sdkman/candidates/java/25-tem", "25");
        project.environment().put("HOME", temporary.resolve("home").toString());
        assertThat(mvnw().output()).containsExactly("Maven on " + inHome + ": -v");

        jdk("sdkman/candidates/java/17-tem", "17.0.15");
        var jdk = jdk("sdkman/candidates/java/25-tem", "25");
        project.environment().put("SDKMAN_DIR", temporary.resolve("sdkman").toString());
        assertThat(mvnw().output()).containsExactly("Maven on " + jdk + ": -v");
        assertThat(project.blog("version").output()).containsExactly("java of " + jdk);
    }

    @Test
    void aRuntimeWithoutACompilerIsNone() throws Exception {
        var runtime = jdk("runtime", "25");
        Files.delete(runtime.resolve("bin/javac"));
        project.environment().put("JAVA_HOME", runtime.toString());

        assertThat(mvnw().status()).isEqualTo(2);
    }

    @Test
    void withoutOneItIsSaidOnceWhatToDo() throws Exception {
        olderIsTheDefault();
        var old = temporary.resolve("jdk-17");
        var said = "No JDK 25 or newer found (JAVA_HOME is '%s', java on the PATH is '%s')."
                .formatted(old, old + "/bin/java");
        for (var command : List.of("version", "serve", "test", "build")) {
            var run = project.blog(command);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.output()).isEmpty();
            assertThat(run.errors()).startsWith(said).containsOnlyOnce("openjdk-25-jdk");
        }
        assertThat(mvnw().status()).isEqualTo(2);
        assertThat(mvnw().output()).isEmpty();
        assertThat(mvnw().errors()).startsWith(said).containsOnlyOnce("openjdk-25-jdk");

        var help = project.blog("help", "jdk");
        assertThat(help.status()).isZero();
        assertThat(help.errors()).isEmpty();
        assertThat(help.output()).anyMatch(line -> line.contains("openjdk-25-jdk"));
    }

    private LaunchedProject.Run mvnw() throws Exception {
        return project.run(temporary, project.path("mvnw").toString(), "-v");
    }

    /** Sets up a machine like a Debian of 2023: an older JDK in JAVA_HOME and on the PATH. */
    private void olderIsTheDefault() throws IOException {
        var old = jdk("jdk-17", "17.0.15");
        project.environment().put("JAVA_HOME", old.toString());
        onPath(old.resolve("bin"));
    }

    private void onPath(Path bin) {
        project.environment().merge("PATH", bin.toString(), (tools, first) -> first + ":" + tools);
    }

    private Path jdk(String name, String version) throws IOException {
        var jdk = temporary.resolve(name);
        LaunchedProject.script(jdk.resolve("bin/java"), "#!/bin/sh\necho 'java of " + jdk + "'\n");
        LaunchedProject.script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private void fetchedMaven(String script) throws IOException {
        var pinned = Files.readString(project.path(".mvn/wrapper/maven-wrapper.properties"));
        var name = pinned.replaceFirst("(?s).*(apache-maven-[0-9.]+)-bin\\.zip.*", "blog-$1");
        LaunchedProject.script(temporary.resolve("maven home/wrapper/dists/" + name + "/bin/mvn"), script);
    }
}
