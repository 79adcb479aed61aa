package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The source of the PostgreSQL from which the schema's classes are generated, and the error when there is none. */
@Tag("proof")
@Timeout(180)
class ThrowawaySourceTest {
    private static final String CHOSEN = "Schema changed: classes come from a throwaway PostgreSQL, ";

    @Test
    void withoutAnEngineTheServerIsEmbeddedAndTheBuildSaysWhy() {
        ProjectCopy.named("no-engine")
                .start(Map.of("DOCKER_HOST", "unix:///nonexistent"), "generate-sources")
                .toEnd()
                .succeeds()
                .says(CHOSEN + "embedded 18.6.0 (no Docker engine answers)")
                .leavesNoProcess();
    }

    @Test
    void withAnEngineTheServerIsAContainerAndTheBuildSaysWhy() {
        LocalContainers.assumeItAnswers();
        ProjectCopy.named("engine")
                .maven("generate-sources")
                .succeeds()
                .says(CHOSEN + "container postgres:18-alpine (a Docker engine answers)")
                .leavesNoProcess();
    }

    /** Slow as well: what is left of the limit goes to the pull. */
    @Test
    void anEngineThatCannotPullIsPassedOverWithinTwentySecondsAndOneLine() throws IOException {
        var copy = engineWithoutImages("engine-without-images");
        var build = copy.start(path(copy), "generate-sources").toEnd().succeeds();
        build.says(
                        CHOSEN
                                + "embedded 18.6.0 (the Docker engine has no postgres:18-alpine and did not pull it within 20 s)")
                .saysOnce("postgres:18-alpine")
                .doesNotSay("Exception", "\tat ");
        assertThat(secondsFromFirstQuestionToServer(copy)).isBetween(15L, 25L);

        copy.migration("select 1;");
        copy.start(path(copy), "generate-sources")
                .toEnd()
                .succeeds()
                .says("(the Docker engine has no postgres:18-alpine, and a pull failed within the hour)");
    }

    @Test
    void aContainerAskedForWhereTheEngineCannotPullIsAnErrorWithoutAStackTrace() throws IOException {
        var copy = engineWithoutImages("container-without-images");
        copy.start(path(copy), "-Dbuild.db=container", "-Dbuild.db.pull.seconds=5", "generate-sources")
                .toEnd()
                .fails()
                .says(
                        "-Dbuild.db=container, but the Docker engine has no postgres:18-alpine and did not pull it within 5 s")
                .doesNotSay("\tat ")
                .leavesNoProcess();
    }

    private static ProjectCopy engineWithoutImages(String name) throws IOException {
        var copy = ProjectCopy.named(name).write("bin/docker", """
                #!/bin/sh
                [ -f asked ] || touch asked
                case $1 in
                  version) sleep 1; echo 20.10.24 ;;
                  image) sleep 2; exit 1 ;;
                  pull) exec sleep 600 ;;
                esac
                """);
        Files.setPosixFilePermissions(copy.path("bin/docker"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return copy;
    }

    private static Map<String, String> path(ProjectCopy copy) {
        return Map.of("PATH", copy.path("bin") + ":" + System.getenv("PATH"));
    }

    private static long secondsFromFirstQuestionToServer(ProjectCopy copy) throws IOException {
        var asked = Files.getLastModifiedTime(copy.path("asked")).toInstant();
        var note = Files.getLastModifiedTime(copy.path("target/throwaway/not-pulled-postgres-18-alpine"));
        return Duration.between(asked, note.toInstant()).toSeconds();
    }

    @Test
    void aContainerAskedForWhereThereIsNoEngineIsAnError() {
        ProjectCopy.named("container-without-engine")
                .start(Map.of("DOCKER_HOST", "unix:///nonexistent"), "-Dbuild.db=container", "generate-sources")
                .toEnd()
                .fails()
                .says("-Dbuild.db=container, but no Docker engine answers");
    }

    @Test
    void aKindThatDoesNotExistIsAnErrorThatNamesThoseThatDo() {
        ProjectCopy.named("nonsense")
                .maven("-Dbuild.db=nonsense", "generate-sources")
                .fails()
                .says("-Dbuild.db=nonsense is none of: container, embedded, jdbc:postgresql://host:port/database");
    }

    @Test
    void rootWithoutUserNamespacesIsToldWhatToDo() throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        if (!root) System.out.println("NOT PROVED HERE: only for root the embedded server needs a user namespace.");
        assumeTrue(root, "only for root the embedded server needs a user namespace");
        var copy = ProjectCopy.named("root-without-namespaces").write("bin/unshare", """
                #!/bin/sh
                echo 'unshare: unshare failed: Operation not permitted' >&2
                exit 1
                """);
        Files.setPosixFilePermissions(copy.path("bin/unshare"), PosixFilePermissions.fromString("rwxr-xr-x"));
        copy.start(
                        Map.of("PATH", copy.path("bin") + ":" + System.getenv("PATH")),
                        "-Dbuild.db=embedded",
                        "generate-sources")
                .toEnd()
                .fails()
                .says("the embedded server may not run as root here (user namespaces are refused): ")
                .says("build as an ordinary user, or give a server with -Dbuild.db=jdbc:postgresql://")
                .leavesNoProcess();
    }

    @Test
    void aGivenServerIsUsedAndLeftAsItWas() throws SQLException {
        try (var lent = new LentPostgres("given-lent")) {
            ProjectCopy.named("given")
                    .maven("-Dbuild.db=" + lent.url("postgres"), "generate-sources")
                    .succeeds()
                    .says(CHOSEN + "a database on localhost:", "(-Dbuild.db)");
            assertThat(lent.databases()).containsExactly("postgres");

            lent.run("create role reader login");
            ProjectCopy.named("given-without-right")
                    .maven("-Dbuild.db=" + lent.url("reader"), "generate-sources")
                    .fails()
                    .says("the role reader may not create a database on localhost:", "alter role reader createdb");
            assertThat(lent.databases()).containsExactly("postgres");
        }
    }

    @Test
    void aGivenServerThatDoesNotAnswerIsAnErrorWithoutItsPassword() {
        ProjectCopy.named("given-deaf")
                .maven("-Dbuild.db=jdbc:postgresql://localhost:1/postgres?user=me&password=secret", "generate-sources")
                .fails()
                .says("the PostgreSQL on localhost:1, which -Dbuild.db names, lets nobody in: ", "refused")
                .doesNotSay("secret");
    }
}
