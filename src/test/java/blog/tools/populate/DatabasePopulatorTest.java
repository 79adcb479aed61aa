package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import com.password4j.Argon2Function;
import com.password4j.Password;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

final class DatabasePopulatorTest {
    private static final String ALL_ROWS = """
            select md5(string_agg(line, '|' order by line)) from (
              select users::text line from users union all select posts::text from posts
              union all select likes::text from likes)""";

    private final Settings.Login database = TestDatabase.fresh();

    @AfterEach
    void drop() {
        TestDatabase.drop(database);
    }

    @Test
    void fillsAsManyRowsAsAskedForAndSaysSo() throws SQLException {
        var told = new ArrayList<String>();
        var first = population(30, 2500, 20_001).fill(sql(database), (what, done, of) -> told.add(what + done));
        assertThat(first).isEqualTo("ada");
        assertThat(counts(database)).containsExactly(30L, 2500L, 20_001L);
        assertThat(told).contains("users30", "posts2000", "posts2500", "likes20000", "likes20001");
    }

    @Test
    void theSameSeedGivesTheSameRowsAndAnotherSeedOthers() throws SQLException {
        var other = TestDatabase.fresh();
        var third = TestDatabase.fresh();
        new DatabasePopulator(PopulationSizes.SAMPLES, 7).fill(sql(database), PopulateProgress.NONE);
        new DatabasePopulator(PopulationSizes.SAMPLES, 7).fill(sql(other), PopulateProgress.NONE);
        new DatabasePopulator(PopulationSizes.SAMPLES, 8).fill(sql(third), PopulateProgress.NONE);
        assertThat(text(other, ALL_ROWS)).isEqualTo(text(database, ALL_ROWS));
        assertThat(text(third, ALL_ROWS)).isNotEqualTo(text(database, ALL_ROWS));
        TestDatabase.drop(other);
        TestDatabase.drop(third);
    }

    @Test
    void nothingHappensBeforeItCan() throws SQLException {
        population(50, 1000, 9000).fill(sql(database), PopulateProgress.NONE);
        assertThat(number(database, """
                select count(*) from posts join users author on author.id = posts.user_id
                where date_posted < author.created_at""")).isZero();
        assertThat(number(database, """
                select count(*) from likes join posts on posts.id = post_id join users on users.id = likes.user_id
                where likes.created_at <= date_posted or likes.created_at <= users.created_at""")).isZero();
        assertThat(number(database, """
                select count(*) from likes where created_at >= '2026-01-01 00:00Z'""")).isZero();
        assertThat(text(database, """
                select (max(date_posted) - min(date_posted))::text from posts""")).startsWith("72");
    }

    @Test
    void likesAreCountedAndAFewPostsHaveMany() throws SQLException {
        population(200, 1000, 5000).fill(sql(database), PopulateProgress.NONE);
        assertThat(number(database, """
                select count(*) from posts where likes <> (select count(*) from likes where post_id = id)""")).isZero();
        assertThat(number(database, "select max(likes) from posts")).isGreaterThan(100);
        assertThat(number(database, "select percentile_disc(0.5) within group (order by likes) from posts"))
                .isLessThan(5);
    }

    @Test
    void everybodyCanLikeEverything() throws SQLException {
        population(7, 11, 77).fill(sql(database), PopulateProgress.NONE);
        assertThat(counts(database)).containsExactly(7L, 11L, 77L);
    }

    @Test
    void usersAloneAndNothingAtAllAreSizesToo() throws SQLException {
        population(1, 0, 0).fill(sql(database), PopulateProgress.NONE);
        population(0, 0, 0).fill(sql(database), PopulateProgress.NONE);
        assertThat(counts(database)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void aSecondRunAddsOthers() throws SQLException {
        new DatabasePopulator(PopulationSizes.SAMPLES, 1).fill(sql(database), PopulateProgress.NONE);
        var first = new DatabasePopulator(PopulationSizes.SAMPLES, 1).fill(sql(database), PopulateProgress.NONE);
        assertThat(first).isEqualTo("keiko");
        assertThat(counts(database)).containsExactly(20L, 100L, 600L);
        assertThat(number(database, "select count(distinct content) from posts"))
                .isGreaterThan(95);
    }

    @Test
    void aNameThatSomebodyHasLeavesTheDatabaseAsItWas() throws SQLException {
        run(database, "insert into users (username, email, password_hash) values ('Bruno', 'b@example.com', 'x')");
        assertThatThrownBy(() ->
                        new DatabasePopulator(PopulationSizes.SAMPLES, 1).fill(sql(database), PopulateProgress.NONE))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("(bruno) already exists")
                .hasMessageContaining("Nothing was added");
        assertThat(counts(database)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void newRowsGetIdsAfterThePopulatedOnes() throws SQLException {
        new DatabasePopulator(PopulationSizes.SAMPLES, 1).fill(sql(database), PopulateProgress.NONE);
        run(database, "insert into users (username, email, password_hash) values ('Eve', 'eve@example.com', 'x')");
        assertThat(number(database, "select id from users where username = 'Eve'"))
                .isEqualTo(11);
    }

    @Test
    void thePasswordIsTheOneThatIsDocumented() throws SQLException {
        population(2, 0, 0).fill(sql(database), PopulateProgress.NONE);
        var hash = text(database, "select distinct password_hash from users");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Password.check(DatabasePopulator.PASSWORD, hash).with(Argon2Function.getInstanceFromHash(hash)))
                .isTrue();
    }

    @Test
    void aDatabaseWithoutASchemaFails() {
        var bare = TestDatabase.bare();
        assertThatThrownBy(
                        () -> new DatabasePopulator(PopulationSizes.SAMPLES, 1).fill(sql(bare), PopulateProgress.NONE))
                .isInstanceOf(DataAccessException.class);
        TestDatabase.drop(bare);
    }

    private static DatabasePopulator population(int users, int posts, int likes) {
        return new DatabasePopulator(new PopulationSizes(users, posts, likes), DatabasePopulator.USUAL_SEED);
    }

    private static DSLContext sql(Settings.Login login) {
        var source = new PGSimpleDataSource();
        source.setUrl(login.jdbcUrl());
        source.setUser(login.user());
        source.setPassword(login.password());
        return DSL.using(source, SQLDialect.POSTGRES);
    }

    private static List<Long> counts(Settings.Login login) throws SQLException {
        return List.of(
                number(login, "select count(*) from users"),
                number(login, "select count(*) from posts"),
                number(login, "select count(*) from likes"));
    }

    private static long number(Settings.Login login, String query) throws SQLException {
        return Long.parseLong(text(login, query));
    }

    private static String text(Settings.Login login, String query) throws SQLException {
        try (var connection = TestDatabase.connect(login);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Settings.Login login, String change) throws SQLException {
        try (var connection = TestDatabase.connect(login);
                var statement = connection.createStatement()) {
            statement.execute(change);
        }
    }
}
