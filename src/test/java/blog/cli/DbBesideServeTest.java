package blog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import blog.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blog's own database, which ./blog serve may be using in another terminal. */
final class DbBesideServeTest {
    @TempDir
    Path folder;

    @Test
    void commandsUseTheServerThatRunsAndOtherwiseStartIt() {
        var data = folder.resolve("data");
        try (var talk = new DbTalk(folder)) {
            talk.books().in(Map.of("DATA_DIR", data.toString()));
            try (var serving = EmbeddedPostgres.start(data, EmbeddedPostgres.Durability.KEPT)) {
                talk.db("migrate").is(0).says("Blog's own database is now at 20260102000000");
                talk.db("undo").is(0);
                talk.blog("migrate").is(2).saysNot("using the folder");
                assertThat(serving.login(EmbeddedPostgres.DATABASE).port()).isPositive();
            }
            talk.db("status").is(1).says("Version        20260101000000");
        }
    }
}
