package blog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher in a project of its own, whose Maven copies a ready jar. */
@Tag("own-server")
class LauncherTest {
    @TempDir
    Path temporary;

    private LaunchedProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LaunchedProject(temporary);
    }

    @AfterEach
    void removeLinks() throws IOException {
        project.removeLinks();
    }

    @Test
    void buildsOnceAndRuns() throws Exception {
        var first = project.blog("version", "7");
        assertThat(first.errors()).hasLineCount(1).startsWith("Building");
        assertThat(first.output())
                .contains("arguments [version, 7]", "folder " + project.folder(), "process " + first.pid());
        assertThat(first.status()).isEqualTo(7);

        var second = project.blog("version");
        assertThat(second.errors()).isEmpty();
        assertThat(second.status()).isZero();
        assertThat(project.mavenRuns())
                .containsExactly("-q -Dmaven.test.skip=true -Dspotless.check.skip=true package -Pquick");
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        project.blog("version");
        for (var source : List.of("pom.xml", "src/main/java/Some.java", "src/build/step", "db-migrations/V1__x.sql")) {
            project.makeOldButForTheJar();
            assertThat(project.blog("version").errors()).isEmpty();
            project.write(source, "changed");
            assertThat(project.blog("version").errors()).contains("Building, since sources have changed");
        }
        project.makeOldButForTheJar();
        Files.delete(project.path("db-migrations/V1__x.sql"));
        assertThat(project.blog("version").errors()).contains("Building, since sources have changed");
        assertThat(project.mavenRuns()).hasSize(6);
    }

    @Test
    void worksFromAnywhereThroughLinks() throws Exception {
        var bin = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("blog-here"), Path.of("../my project's folder/blog"));
        Files.createSymbolicLink(bin.resolve("b"), Path.of("blog-here"));

        var run = project.run(Path.of("/"), bin.resolve("b").toString(), "version");

        assertThat(run.output()).contains("folder " + project.folder());
        assertThat(run.status()).isZero();
    }

    @Test
    void needsNoHome() throws Exception {
        project.environment().put("HOME", "");
        assertThat(project.blog("version").status()).isZero();
        project.environment().remove("HOME");
        assertThat(project.blog("version").status()).isZero();
    }

    @Test
    void showsWhatTheCompilerSaidWhenABuildFails() throws Exception {
        project.write("broken", """
                [INFO] chatter
                [ERROR] COMPILATION ERROR :\s
                [ERROR] %1$s/src/main/java/Some.java:[8,22] cannot find symbol
                  symbol:   method x()
                [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.15.0:compile: Compilation
                [ERROR] %1$s/src/main/java/Some.java:[8,22] cannot find symbol
                [ERROR] -> [Help 1]
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                """.formatted(project.folder()));

        var run = project.blog("version");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors().lines().skip(1))
                .containsExactly(
                        "The build failed (Maven's output is in " + project.folder() + "/target/build.log):",
                        "src/main/java/Some.java:[8,22] cannot find symbol",
                        "  symbol:   method x()");
        Files.delete(project.path("broken"));
        assertThat(project.blog("version").status()).isZero();
    }

    @Test
    void migrationsAreWorkedOnWithTheLastBuild() throws Exception {
        project.blog("version");
        project.makeOld();
        project.write("broken", "[ERROR] cannot find symbol\n");
        project.write("db-migrations/V2__rename.sql", "changed");

        assertThat(project.blog("version").status()).isEqualTo(2);
        for (var words : List.of("migrate", "undo", "status", "new")) {
            var run = project.blog("db", words);
            assertThat(run.errors()).isEmpty();
            assertThat(run.output()).contains("arguments [db, " + words + "]");
        }
        assertThat(project.blog("db", "--migrations", "x", "check").status()).isEqualTo(2);
        assertThat(project.mavenRuns()).hasSize(3);
    }

    @Test
    void codeThatDoesNotBuildIsTriedOnceAndSaidSo() throws Exception {
        project.blog("version");
        project.makeOld();
        project.write("broken", "[ERROR] cannot find symbol\n");
        project.write("src/main/java/Some.java", "changed");

        var first = project.blog("db", "status");
        assertThat(first.status()).isZero();
        assertThat(first.output()).contains("arguments [db, status]");
        assertThat(first.errors()).hasLineCount(2).contains("Building", "so the last build is used");
        var second = project.blog("db", "status");
        assertThat(second.errors()).hasLineCount(1).contains("so the last build is used");
        assertThat(project.mavenRuns()).hasSize(2);

        Files.delete(project.path("broken"));
        project.write("src/main/java/Some.java", "mended");
        assertThat(project.blog("db", "status").errors()).hasLineCount(1).startsWith("Building");
        assertThat(project.blog("db", "status").errors()).isEmpty();
        assertThat(project.mavenRuns()).hasSize(3);
    }

    @Test
    void showsTheEndOfOtherFailures() throws Exception {
        project.write("broken", "Could not fetch Maven.\n");

        assertThat(project.blog("build").errors()).endsWith("Could not fetch Maven.\n");
    }

    @Test
    void handsTestAndBuildToMaven() throws Exception {
        assertThat(project.blog("test", "-Dtest=One Two").status()).isZero();
        assertThat(project.blog("test", "--schema-mutations", "-Dmutations=posts")
                        .status())
                .isZero();
        assertThat(project.blog("build", "-Dx=1").output()).isEmpty();

        assertThat(project.mavenRuns())
                .containsExactly(
                        "verify -Dtest=One Two",
                        "verify -Pschema-mutations -Dmutations=posts",
                        "-q -Dmaven.test.skip=true -Dspotless.check.skip=true package -Dx=1");
        assertThat(project.path("target/blog.jar")).exists();
    }

    @Test
    void testsEndWithTheirSummary() throws Exception {
        var passed = "The slowest classes:\n    1.0 s  blog.OneTest\n2 tests in 1 s, all passed.\n";
        project.write("summary", passed);
        var good = project.blog("test");
        assertThat(good.status()).isZero();
        assertThat(String.join("\n", good.output()) + "\n").endsWith("\n" + passed);

        var failed = "2 tests in 1 s, 1 FAILED:\n  OneTest#one: expected: 1 but was: 2\n";
        project.write("summary", failed);
        project.write("broken", "[ERROR] OneTest.one\n[ERROR] -> [Help 1]\nWARNING: of a library\n");
        var bad = project.blog("test");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(String.join("\n", bad.output()) + "\n").endsWith("WARNING: of a library\n\n" + failed);
    }

    @Test
    void whatStopsABuildBesideItsTestsComesLast() throws Exception {
        project.write("summary", "2 tests in 1 s, all passed.\n");
        project.write("broken", "[ERROR] Some.java is formatted otherwise\n[ERROR] -> [Help 1]\n");
        assertThat(project.blog("test").output())
                .endsWith(
                        "2 tests in 1 s, all passed.",
                        "The build failed (Maven's output is in " + project.folder() + "/target/test.log):",
                        "Some.java is formatted otherwise");

        Files.delete(project.path("summary"));
        var untested = project.blog("test");
        assertThat(untested.status()).isEqualTo(1);
        assertThat(untested.output()).doesNotContain("2 tests in 1 s, all passed.");
    }

    /** These must work before anything builds. */
    @Test
    void explainsTestAndBuildWithoutAJdk() throws Exception {
        project.environment().remove("JAVA_HOME");
        project.environment().put("BLOG_JDK_ROOTS", "");
        explains(List.of("help", "test"), "--proof", "--schema-mutations", "--previous-release [TAG]", "go to Maven");
        explains(List.of("test", "--help"), "Usage: ./blog test");
        explains(List.of("help", "build"), "Usage: ./blog build", "go to Maven", "target/build.log");
        explains(List.of("build", "-h"), "Usage: ./blog build");
        assertThat(project.mavenRuns()).isEmpty();
    }

    private void explains(List<String> question, String... parts) throws Exception {
        var help = project.blog(question.toArray(String[]::new));
        assertThat(help.status()).isZero();
        assertThat(help.errors()).isEmpty();
        assertThat(String.join("\n", help.output())).contains(parts);
    }

    @Test
    void theHeapIsHalfOfAGigabyteAtMostUnlessToldOtherwise() throws Exception {
        assertThat(heap(project.blog("serve"))).isBetween(250, 550);
        project.environment().put("BLOG_JAVA_OPTIONS", "-Xmx160m -Dx=y");
        assertThat(heap(project.blog("serve"))).isBetween(140, 180);
    }

    @Test
    void aBenchOfAServiceThatHasLearnedNoQuickStartLetsItDoSo() throws Exception {
        project.blog("version");
        assertThat(project.blog("bench", "--help").errors()).isEmpty();
        assertThat(project.blog("bench").errors())
                .startsWith("Learning a quick start first")
                .contains("It was not learned");
        LaunchedProject.script(temporary.resolve("tools/nice"), "#!/bin/sh\necho learned >target/blog.aot.new\n");
        assertThat(project.blog("bench").errors()).hasLineCount(1).startsWith("Learning a quick start first");
        assertThat(project.blog("bench").errors()).isEmpty();
    }

    private static int heap(LaunchedProject.Run run) {
        return run.output().stream()
                .filter(line -> line.startsWith("heap "))
                .mapToInt(line -> Integer.parseInt(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }
}
