package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
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
        DockerEngine.assumeItAnswers();
        ProjectCopy.named("engine")
                .maven("generate-sources")
                .succeeds()
                .says(CHOSEN + "container postgres:18-alpine (a Docker engine answers)")
                .leavesNoProcess();
    }

    @Test
    void anEngineThatCannotPullIsPassedOverSoon() throws IOException {
        var copy = ProjectCopy.named("engine-without-images").write("bin/docker", """
                #!/bin/sh
                case $1 in
                  version) echo 20.10.24 ;;
                  image) exit 1 ;;
                  pull) exec sleep 600 ;;
                esac
                """);
        Files.setPosixFilePermissions(copy.path("bin/docker"), PosixFilePermissions.fromString("rwxr-xr-x"));
        copy.start(
                        Map.of("PATH", copy.path("bin") + ":" + System.getenv("PATH")),
                        "-Dbuild.db.pull.seconds=2",
                        "generate-sources")
                .toEnd()
                .succeeds()
                .says("Pulling postgres:18-alpine, for 2 seconds at most")
                .says(CHOSEN + "embedded 18.6.0 (the Docker engine has no postgres:18-alpine and cannot pull it)");
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
