package blog.tools.populate;

import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Copied rows arrive unchanged. */
final class CopyWriterTest {
    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00.123456Z");

    private final Settings.Login login = TestDatabase.fresh();

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb\r\nc", "\\", "\\N", "\\.", "a\\tb", "“ä” \uD83D\uDE00", "'\"", ", ;"})
    void textsArriveAsTheyWere(String bio) throws SQLException {
        copy(bio);
        assertThat(new Sql(login).column("select bio from users")).containsExactly(bio);
        assertThat(new Sql(login).column("select (created_at at time zone 'UTC')::text from users"))
                .containsExactly("2025-06-01 12:00:00.123456");
    }

    @Test
    void nothingArrivesAsNull() throws SQLException {
        copy(null);
        assertThat(new Sql(login).column("select bio is null from users")).containsExactly("t");
    }

    @Test
    void columnsStayInTheirPlaces() throws SQLException {
        try (var connection = TestDatabase.connect(login)) {
            var rows = new CopyWriter(
                    DSL.using(connection, SQLDialect.POSTGRES), connection.unwrap(PGConnection.class), POSTS);
            rows.put(POSTS.ID, 1L).put(POSTS.TITLE, "a").endRow();
            rows.put(POSTS.ID, 2L);
            assertThatThrownBy(() -> rows.put(POSTS.CONTENT, "a"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("comes in the place of");
        }
    }

    @Test
    void withoutRowsNothingIsSent() throws SQLException {
        try (var connection = TestDatabase.connect(login)) {
            new CopyWriter(DSL.using(connection, SQLDialect.POSTGRES), connection.unwrap(PGConnection.class), USERS)
                    .end();
        }
    }

    private void copy(@Nullable String bio) throws SQLException {
        try (var connection = TestDatabase.connect(login)) {
            var rows = new CopyWriter(
                    DSL.using(connection, SQLDialect.POSTGRES), connection.unwrap(PGConnection.class), USERS);
            rows.put(USERS.USERNAME, "ann")
                    .put(USERS.EMAIL, "ann@example.org")
                    .put(USERS.PASSWORD_HASH, "x")
                    .put(USERS.CREATED_AT, NOON)
                    .put(USERS.BIO, bio)
                    .endRow();
            rows.end();
        }
    }
}
