package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("proof")
final class ThrowawayPostgresTest {
    @TempDir
    Path folder;

    @Test
    void nothingIsLeftBehind() {
        var server = ThrowawayPostgres.start("test");
        assertThat(server.folder()).isDirectory();
        assertThat(server.folder().getFileName().toString()).startsWith("blog-test-");
        server.close();
        assertThat(server.folder()).doesNotExist();
        assertThatCode(server::close).doesNotThrowAnyException();
    }

    @Test
    void nothingIsLeftBehindByAProcessThatIsStopped() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stopped.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var made = Path.of(said.readLine());
            int port = Integer.parseInt(said.readLine());
            assertThat(made).isDirectory();
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(made).doesNotExist();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
        } finally {
            process.destroy();
        }
    }

    /** A command that has not come to its end. */
    static final class Stopped {
        private Stopped() {}

        public static void main(String[] arguments) throws Exception {
            var server = ThrowawayPostgres.start("test");
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.println(server.folder());
            out.println(server.owner().port());
            Thread.currentThread().join();
        }
    }

    @Test
    void whatCannotBeDeletedIsNoFault() throws Exception {
        ThrowawayPostgres.delete(folder.resolve("gone"));
        var kept = Files.writeString(folder.resolve("kept"), "x");
        ThrowawayPostgres.delete(kept);
        assertThat(kept).doesNotExist();
    }
}
