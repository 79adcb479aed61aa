package blog.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The later schema is applied as `./blog db migrate` does it. */
final class SchemaAheadTest {
    @TempDir
    Path folder;

    @Test
    void bracesAndDollarsAreTheScriptsOwn() throws IOException {
        Files.writeString(folder.resolve("V1__keep.sql"), "create table names (name text default '${user}');");
        var database = TestDatabase.bare();
        try {
            SchemaAhead.apply(folder.toString(), database);
            var sql = new Sql(database);
            sql.run("insert into names default values");
            assertThat(sql.column("select name from names")).containsExactly("${user}");
        } finally {
            TestDatabase.drop(database);
        }
    }
}
