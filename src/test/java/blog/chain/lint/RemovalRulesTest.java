package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.lint.PreviousReleaseSources.Use;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Removals that the sources of the previous release forbid, since they use what goes. */
final class RemovalRulesTest {
    /** Sources that are one text; the line of a use is that of its last letter. */
    private record Sources(String text) implements PreviousReleaseSources {
        @Override
        public Optional<String> tag() {
            return Optional.of("v1.0.0");
        }

        @Override
        public List<String> uses(Use use) {
            return use.pattern()
                    .matcher(text)
                    .results()
                    .map(found ->
                            "A.java:" + text.substring(0, found.end()).lines().count())
                    .toList();
        }
    }

    /** statement | sources | rule that finds it; none where the sources use something else */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            alter table posts drop title                      | POSTS.TITLE                 | drop-column
            alter table posts drop title                      | likes.posts().TITLE         | drop-column
            alter table posts drop title                      | p . TITLE                   | drop-column
            alter table posts drop title                      | USERS.TITLE                 | -
            alter table posts drop title                      | POSTS.TITLES                | -
            alter table posts drop title                      | POSTS.SUB_TITLE             | -
            alter table posts drop title                      | MY_POSTS.TITLE              | -
            alter table posts drop title                      | TITLE                       | -
            alter table posts rename title to name            | POSTS.TITLE                 | rename-column
            alter table posts rename title to name            | POSTS.NAME                  | -
            drop table posts                                  | from(POSTS)                 | drop-table
            drop table posts                                  | from(POSTS_TAGS)            | -
            drop table posts                                  | from(OLD_POSTS)             | -
            drop table posts                                  | posts                       | -
            alter table posts rename to articles              | from(POSTS)                 | rename-table
            alter table posts set schema archive              | from(POSTS)                 | rename-table
            alter table posts set schema archive              | from(ARCHIVE)               | -
            alter table posts drop constraint posts_title_key | Keys.POSTS_TITLE_KEY        | drop-key
            alter table posts drop constraint posts_title_key | Keys.POSTS_TITLE_KEYS       | -
            alter table posts drop constraint posts_size_check | POSTS_SIZE_CHECK           | -
            drop index concurrently posts_name_key            | Indexes.POSTS_NAME_KEY      | drop-key
            drop index concurrently posts_name_idx            | Indexes.POSTS_NAME_IDX      | -
            drop function posts_with_words(text)              | Routines.postsWithWords(a)  | drop-object
            drop function posts_with_words(text)              | new PostsWithWords()        | drop-object
            drop function posts_with_words(text)              | postsWithWordsOf(a)         | -
            drop function posts_with_words(text)              | posts_with_words            | -
            drop view public.totals, sums                     | new Sums()                  | drop-object
            drop view totals, sums                            | new Text()                  | -
            drop function f(text, sums), g(int)               | new Sums()                  | -
            drop function f(text, int), g(int)                | Routines.g(1)               | drop-object
            drop materialized view if exists totals           | new Totals()                | drop-object
            alter type mood rename to state                   | Mood.GLAD                   | drop-object
            alter type mood rename to state                   | State.GLAD                  | -
            """)
    void aUseInTheSources(String sql, String sources, String rule) {
        assertThat(found(sql, sources))
                .extracting(each -> each.rule().id())
                .isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void theFirstFiveUsesAreShown() {
        assertThat(found("drop table posts", "POSTS\n".repeat(5)))
                .extracting(Finding::wrong)
                .containsExactly("v1.0.0 still uses posts: A.java:1, A.java:2, A.java:3, A.java:4, A.java:5");
        assertThat(found("drop table posts", "POSTS\n".repeat(7)).getFirst().wrong())
                .endsWith("A.java:5 and 2 more");
    }

    /** The previous release is not asked: it reads the column as never null, whether it names it or not. */
    @Test
    void nullsAreNewToEveryRelease() {
        assertThat(found("alter table posts alter title drop not null", ""))
                .extracting(each -> each.rule().id())
                .containsExactly("drop-not-null");
        assertThat(found("create table a (b int); alter table a alter b drop not null", ""))
                .isEmpty();
    }

    private static List<Finding> found(String sql, String sources) {
        var schema = new SimulatedSchema();
        MigrationFile.of("V1__start.sql", """
                        create table posts (title text, constraint posts_title_key unique (title),
                          constraint posts_size_check check (title <> ''));
                        create unique index posts_name_key on posts (name); create index posts_name_idx on posts (name);""", "").actions().forEach(schema::take);
        var file = MigrationFile.of("V2__change.sql", sql, "");
        var context = RuleContext.of(file, schema, new Sources(sources));
        var rules = new RemovalRules();
        var findings = new FileFindings(file.name());
        file.statements().forEach(statement -> {
            rules.statement(context, statement, findings);
            statement.actions().forEach(action -> rules.action(context, action, findings));
        });
        return findings.all();
    }
}
