package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleDataTest {
    @TempDir
    Path folder;

    private final Settings.Login database = TestDatabase.fresh();
    private final Sql sql = new Sql(database);

    @AfterEach
    void drop() {
        TestDatabase.drop(database);
    }

    @Test
    void aFirstStartThatWasCutShortIsMadeUpFor() {
        new SampleData(folder).expect();

        new SampleData(folder).fill(database);

        assertThat(sql.column("select count(*) > 0 from posts")).containsExactly("t");
    }

    @Test
    void whoDeletesTheSamplesIsRidOfThem() {
        new SampleData(folder).expect();
        new SampleData(folder).fill(database);
        sql.run("delete from users");

        new SampleData(folder).fill(database);

        assertThat(sql.column("select count(*) from users")).containsExactly("0");
    }

    @Test
    void aBlogWithAnAccountGetsNone() {
        new SampleData(folder).expect();
        sql.run("insert into users (username, email, password_hash) values ('ann', 'ann@example.org', 'x')");

        new SampleData(folder).fill(database);

        assertThat(sql.column("select username from users")).containsExactly("ann");
    }
}
