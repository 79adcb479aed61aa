package blog.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column that is added stays unmentioned until somebody uses it in the API, or says why clients are not to see it. */
class ColumnCoverageTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());
    private static final ColumnCoverage COVERAGE = ColumnCoverage.ofTheService();

    @AfterEach
    void takeBack() {
        SQL.run("alter table posts drop column if exists mood");
    }

    @Test
    void everyColumnIsMentionedInTheApiOrListedWithAReason() {
        assertThat(COVERAGE.faults(columns(), NotForClients.reviewed())).isEmpty();
    }

    @Test
    void anAddedColumnIsNamedWithAllThatDoesNotMentionIt() {
        SQL.run("alter table posts add column mood varchar(100)");
        assertThat(COVERAGE.faults(columns(), NotForClients.reviewed()))
                .singleElement()
                .asString()
                .startsWith("posts.mood is mentioned nowhere: clients can neither read nor write it.\n")
                .contains("Records read from the table: LikeState, Post\n")
                .contains("Requests checked against it: PostInput\n")
                .containsPattern(
                        "Operations of the API .*: .*GET /api/posts, .*PATCH /api/posts/\\{id}, .*POST /api/posts")
                .doesNotContain("/api/sessions,")
                .contains("add a member mood", "src/test/resources/blog/platform/openapi/not-for-clients.txt")
                .endsWith("  posts.mood: set by the service alone");
    }

    @Test
    void aColumnOfATableThatNoRecordReadsIsNamedToo() {
        var columns = new ArrayList<>(columns());
        columns.add("drafts.id");
        assertThat(COVERAGE.faults(columns, NotForClients.reviewed()))
                .singleElement()
                .asString()
                .contains("drafts.id is mentioned nowhere", "Records read from the table: none", "of them: none");
    }

    @Test
    void aListedColumnPassesUntilItIsGone() {
        SQL.run("alter table posts add column mood varchar(100)");
        var listed = NotForClients.reviewed().with("posts.mood", "a trial");
        assertThat(COVERAGE.faults(columns(), listed)).isEmpty();
        takeBack();
        assertThat(COVERAGE.faults(columns(), listed))
                .containsExactly(
                        "posts.mood is listed in src/test/resources/blog/platform/openapi/not-for-clients.txt, but"
                                + " there is no such column: delete the line");
    }

    /** In a read record, and in some that have it under the name of a Java component. */
    @ParameterizedTest
    @ValueSource(strings = {"posts.likes", "posts.content", "users.email", "users.image_file", "sessions.user_agent"})
    void aColumnThatIsMentionedNeedNotBeListed(String column) {
        assertThat(COVERAGE.faults(columns(), NotForClients.reviewed().with(column, "no longer true")))
                .singleElement()
                .asString()
                .startsWith(column + " is listed in ")
                .endsWith(" mentions it: delete the line");
    }

    @Test
    void aRequestAloneMentionsAColumn() {
        var only = new ColumnCoverage.Shape("NewDraft", true, "drafts", Set.of("title"));
        var coverage = new ColumnCoverage(List.of(only), new ApiOperations(new TreeMap<>()));
        assertThat(coverage.faults(List.of("drafts.title"), new NotForClients(Map.of())))
                .isEmpty();
        assertThat(coverage.faults(List.of("posts.title"), new NotForClients(Map.of())))
                .hasSize(1);
    }

    @Test
    void aReasonIsAskedFor() {
        for (var line : List.of("posts.mood", "posts.mood: ", "mood: a trial")) {
            assertThatThrownBy(() -> NotForClients.of(List.of(line)))
                    .as(line)
                    .hasMessageContaining("write table.column: reason");
        }
        assertThatThrownBy(() -> NotForClients.of(List.of("a.b: x", "a.b: y"))).hasMessageContaining("twice");
        assertThat(NotForClients.of(List.of("# a.b: x", "", "a.c: y")).columns())
                .containsExactly("a.c");
    }

    private static List<String> columns() {
        return SQL.column("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'public' and table_name <> 'flyway_schema_history'
                order by table_name, ordinal_position""");
    }
}
