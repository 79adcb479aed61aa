package blog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher in a project of its own, whose Maven copies a ready jar. */
@Tag("own-server")
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "cp",
            "dirname",
            "find",
            "grep",
            "head",
            "id",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sh",
            "tail",
            "touch",
            "tr");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>maven-runs
            if [ -f broken ]; then cat broken; exit 1; fi
            case "$*" in *package*) mkdir -p target/lib && cp ready.jar target/blog.jar ;; esac
            """;

    @TempDir
    Path temporary;

    private Path project;
    private Map<String, String> environment;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temporary.toRealPath().resolve("my project's folder"));
        copy(Path.of("blog"));
        copy(Path.of(".mvn/jdk.sh"));
        copy(Path.of("src/main/jvm/serve.options"));
        script(project.resolve("mvnw"), MAVEN);
        for (var source : List.of("pom.xml", "src/main/java/Some.java", "src/build/step", "db-migrations/V1__x.sql")) {
            Files.createDirectories(project.resolve(source).getParent());
            Files.writeString(project.resolve(source), source);
        }
        writeJar(project.resolve("ready.jar"));
        makeOld(project);
        environment = new TreeMap<>(Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", toolsWithoutJava()));
    }

    /** JUnit warns of each link that leaves its folder, though it follows none. */
    @AfterEach
    void removeLinks() throws IOException {
        try (var all = Files.walk(temporary)) {
            for (var link : all.filter(Files::isSymbolicLink).toList()) Files.delete(link);
        }
    }

    @Test
    void buildsOnceAndRuns() throws Exception {
        var first = blog("version", "7");
        assertThat(first.errors()).hasLineCount(1).startsWith("Building");
        assertThat(first.output()).contains("arguments [version, 7]", "folder " + project, "process " + first.pid());
        assertThat(first.status()).isEqualTo(7);

        var second = blog("version");
        assertThat(second.errors()).isEmpty();
        assertThat(second.status()).isZero();
        assertThat(mavenRuns()).containsExactly("-q -Dmaven.test.skip=true -Dspotless.check.skip=true package");
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        blog("version");
        for (var source : List.of("pom.xml", "src/main/java/Some.java", "src/build/step", "db-migrations/V1__x.sql")) {
            makeOld(project);
            Files.setLastModifiedTime(project.resolve("target/blog.jar"), FileTime.from(LONG_AGO.plusSeconds(10)));
            assertThat(blog("version").errors()).isEmpty();
            Files.writeString(project.resolve(source), "changed");
            assertThat(blog("version").errors()).contains("Building, since sources have changed");
        }
        makeOld(project);
        Files.setLastModifiedTime(project.resolve("target/blog.jar"), FileTime.from(LONG_AGO.plusSeconds(10)));
        Files.delete(project.resolve("db-migrations/V1__x.sql"));
        assertThat(blog("version").errors()).contains("Building, since sources have changed");
        assertThat(mavenRuns()).hasSize(6);
    }

    @Test
    void worksFromAnywhereThroughLinks() throws Exception {
        var bin = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("blog-here"), Path.of("../my project's folder/blog"));
        Files.createSymbolicLink(bin.resolve("b"), Path.of("blog-here"));

        var run = run(Path.of("/"), bin.resolve("b").toString(), "version");

        assertThat(run.output()).contains("folder " + project);
        assertThat(run.status()).isZero();
    }

    @Test
    void needsNoHome() throws Exception {
        environment.put("HOME", "");
        assertThat(blog("version").status()).isZero();
        environment.remove("HOME");
        assertThat(blog("version").status()).isZero();
    }

    @Test
    void findsAJdkThatIsNotTheDefault() throws Exception {
        var old = temporary.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        script(old.resolve("bin/java"), "#!/bin/sh\necho java 17; exit 1\n");
        script(old.resolve("bin/javac"), "#!/bin/sh\nexit 1\n");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        environment.put("JAVA_HOME", old.toString());
        environment.put("PATH", old.resolve("bin") + ":" + environment.get("PATH"));
        var jdks = Files.createDirectories(temporary.resolve("some jdks"));
        Files.createSymbolicLink(jdks.resolve("a jdk"), Path.of(System.getProperty("java.home")));
        environment.put("BLOG_JDK_ROOTS", temporary.resolve("none") + ":" + jdks);

        assertThat(blog("version").output()).contains("arguments [version]");
    }

    @Test
    void saysOnceWhatToDoWithoutAJdk() throws Exception {
        environment.remove("JAVA_HOME");
        environment.put("BLOG_JDK_ROOTS", "");

        for (var command : List.of("version", "serve", "test", "build")) {
            var run = blog(command);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.output()).isEmpty();
            assertThat(run.errors())
                    .startsWith("No JDK 25 or newer found (JAVA_HOME is '', java on the PATH is '').")
                    .contains("openjdk-25-jdk");
        }
        explains(List.of("help", "test"), "--proof", "--schema-mutations", "--previous-release [TAG]", "go to Maven");
        explains(List.of("test", "--help"), "Usage: ./blog test");
        explains(List.of("help", "build"), "Usage: ./blog build", "go to Maven", "target/build.log");
        explains(List.of("build", "-h"), "Usage: ./blog build");
        var help = blog("help", "jdk");
        assertThat(help.status()).isZero();
        assertThat(help.errors()).isEmpty();
        assertThat(help.output()).anyMatch(line -> line.contains("openjdk-25-jdk"));
        assertThat(mavenRuns()).isEmpty();
    }

    @Test
    void showsWhatTheCompilerSaidWhenABuildFails() throws Exception {
        Files.writeString(project.resolve("broken"), """
                [INFO] chatter
                [ERROR] COMPILATION ERROR :\s
                [ERROR] %1$s/src/main/java/Some.java:[8,22] cannot find symbol
                  symbol:   method x()
                [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.15.0:compile: Compilation
                [ERROR] %1$s/src/main/java/Some.java:[8,22] cannot find symbol
                [ERROR] -> [Help 1]
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                """.formatted(project));

        var run = blog("version");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors().lines().skip(1))
                .containsExactly(
                        "The build failed (all that Maven said is in " + project + "/target/build.log):",
                        "src/main/java/Some.java:[8,22] cannot find symbol",
                        "  symbol:   method x()");
        Files.delete(project.resolve("broken"));
        assertThat(blog("version").status()).isZero();
    }

    @Test
    void migrationsAreWorkedOnWithTheLastBuild() throws Exception {
        blog("version");
        makeOld(project);
        Files.writeString(project.resolve("broken"), "[ERROR] cannot find symbol\n");
        Files.writeString(project.resolve("db-migrations/V2__rename.sql"), "changed");

        assertThat(blog("version").status()).isEqualTo(2);
        for (var words : List.of("migrate", "undo", "status", "new")) {
            var run = blog("db", words);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).contains("arguments [db, " + words + "]");
        }
        assertThat(blog("db", "--migrations", "x", "check").status()).isEqualTo(2);
        assertThat(mavenRuns()).hasSize(3);
    }

    @Test
    void codeThatDoesNotBuildIsTriedOnceAndSaidSo() throws Exception {
        blog("version");
        makeOld(project);
        Files.writeString(project.resolve("broken"), "[ERROR] cannot find symbol\n");
        Files.writeString(project.resolve("src/main/java/Some.java"), "changed");

        var first = blog("db", "status");
        assertThat(first.status()).isZero();
        assertThat(first.output()).contains("arguments [db, status]");
        assertThat(first.errors()).hasLineCount(2).contains("Building", "so this is done by the last build");
        var second = blog("db", "status");
        assertThat(second.errors()).hasLineCount(1).contains("so this is done by the last build");
        assertThat(mavenRuns()).hasSize(2);

        Files.delete(project.resolve("broken"));
        Files.writeString(project.resolve("src/main/java/Some.java"), "mended");
        assertThat(blog("db", "status").errors()).hasLineCount(1).startsWith("Building");
        assertThat(blog("db", "status").errors()).isEmpty();
        assertThat(mavenRuns()).hasSize(3);
    }

    @Test
    void showsTheEndOfOtherFailures() throws Exception {
        Files.writeString(project.resolve("broken"), "Could not fetch Maven.\n");

        assertThat(blog("build").errors()).endsWith("Could not fetch Maven.\n");
    }

    @Test
    void handsTestAndBuildToMaven() throws Exception {
        assertThat(blog("test", "-Dtest=One Two").status()).isZero();
        assertThat(blog("test", "--schema-mutations", "-Dmutations=posts").status())
                .isZero();
        assertThat(blog("build", "-Dx=1").output()).isEmpty();

        assertThat(mavenRuns())
                .containsExactly(
                        "verify -Dtest=One Two",
                        "verify -Pschema-mutations -Dmutations=posts",
                        "-q -Dmaven.test.skip=true -Dspotless.check.skip=true package -Dx=1");
        assertThat(project.resolve("target/blog.jar")).exists();
    }

    @Test
    void theServiceIsSmallUnlessToldOtherwise() throws Exception {
        assertThat(heap(blog("serve"))).isBetween(100, 160);
        environment.put("BLOG_JAVA_OPTIONS", "-Xmx512m -Dx=y");
        assertThat(heap(blog("serve"))).isBetween(450, 550);
    }

    @Test
    void aBenchOfAServiceThatHasLearnedNoQuickStartLetsItDoSo() throws Exception {
        blog("version");
        assertThat(blog("bench", "--help").errors()).isEmpty();
        assertThat(blog("bench", "--quick").errors()).startsWith("Learning a quick start first");
        Files.writeString(project.resolve("target/blog.aot"), "learned");
        assertThat(blog("bench", "--quick").errors()).isEmpty();
    }

    private static int heap(Run run) {
        return run.output().stream()
                .filter(line -> line.startsWith("heap "))
                .mapToInt(line -> Integer.parseInt(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }

    private record Run(long pid, int status, List<String> output, String errors) {}

    private Run blog(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(project.resolve("blog").toString()));
        words.addAll(List.of(arguments));
        return run(temporary, words.toArray(String[]::new));
    }

    private Run run(Path folder, String... words) throws Exception {
        var errors = temporary.resolve("errors");
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = process.inputReader().readAllLines();
        return new Run(process.pid(), process.waitFor(), output, Files.readString(errors));
    }

    private void explains(List<String> question, String... parts) throws Exception {
        var help = blog(question.toArray(String[]::new));
        assertThat(help.status()).isZero();
        assertThat(help.errors()).isEmpty();
        assertThat(String.join("\n", help.output())).contains(parts);
    }

    private List<String> mavenRuns() throws IOException {
        var runs = project.resolve("maven-runs");
        return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    }

    private void copy(Path file) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.copy(file, project.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void makeOld(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.toList()) Files.setLastModifiedTime(each, FileTime.from(LONG_AGO));
        }
    }

    /** The machine's Java, whatever it is, must not be found in the folders of its other programs. */
    private String toolsWithoutJava() throws IOException {
        var tools = Files.createDirectories(temporary.resolve("tools"));
        for (var tool : TOOLS) {
            for (var place : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), Path.of(place, tool));
                }
            }
        }
        return tools.toString();
    }

    private static void writeJar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Reporter.class.getName());
        var entry = Reporter.class.getName().replace('.', '/') + ".class";
        try (OutputStream bytes = Files.newOutputStream(file);
                var jar = new JarOutputStream(bytes, manifest);
                var compiled = Reporter.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            compiled.transferTo(jar);
        }
    }
}
