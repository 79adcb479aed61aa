package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    Path shelf;

    @Test
    void twoMayUnpackAtOnceAndTheNextOneFindsThemThere() throws Exception {
        try (var workers = Executors.newFixedThreadPool(2)) {
            Callable<PostgresBinaries> unpack = () -> PostgresBinaries.on(shelf);
            var first = workers.submit(unpack);
            var second = workers.submit(unpack);
            assertThat(first.get()).isEqualTo(second.get());
        }
        var programs = PostgresBinaries.on(shelf);

        assertThat(contents(shelf)).containsExactly(programs.home());
        assertThat(programs.home().getFileName().toString())
                .startsWith("postgresql-")
                .contains("-18.");
        assertThat(programs.major()).isEqualTo("18");
        assertThat(Path.of(programs.program("postgres"))).isExecutable();
    }

    private static List<Path> contents(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
