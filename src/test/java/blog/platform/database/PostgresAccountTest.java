package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message root gets when PostgreSQL, which refuses to run as root, can run as nobody else. */
@Tag("proof")
class PostgresAccountTest {
    private static final Path SHELF = Path.of("target/postgresql-programs").toAbsolutePath();

    @TempDir
    Path temporary;

    @Test
    void rootWithoutAWayToBeSomebodyElseIsToldWhatToDo() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        if (!root) System.out.println("NOT TESTED HERE: only root has to become another account.");
        assumeTrue(root, "only root has to become another account");
        var folder = temporary.resolve("data");
        var programs = Files.createDirectory(temporary.resolve("bin"));
        var id = Files.createSymbolicLink(programs.resolve("id"), Path.of("/usr/bin/id"));
        try {
            assertThat(saidByAStart(folder, programs))
                    .contains(
                            "PostgreSQL refuses to run as root, and no other account could be used for it in " + folder)
                    .contains("\n  setpriv: ", "\n  unshare: ")
                    .contains("Run Blog as an ordinary user, or set DATABASE_URL to a PostgreSQL 18.");
        } finally {
            Files.delete(id);
        }
    }

    private static String saidByAStart(Path folder, Path programs) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        var builder =
                new ProcessBuilder(List.of(java, "-cp", path, KeepsPostgres.class.getName(), "" + folder, "" + SHELF));
        builder.environment().put("PATH", programs.toString());
        var process = builder.redirectErrorStream(true).start();
        process.outputWriter().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isNotZero();
        return said;
    }
}
