package blog.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quick part of what `./blog test --schema-mutations` rests on. */
class MutationTest {
    private static final List<Mutation> ALL = Mutation.all();

    @Test
    void columnsConstraintsAndUniqueIndexesAreMutatedInEveryWayTheyHave() {
        assertThat(kindsFor("posts.title"))
                .containsExactly(
                        "drop column",
                        "lengthen column",
                        "make column nullable",
                        "rename column",
                        "retype column",
                        "shorten column");
        assertThat(kindsFor("posts.likes")).contains("drop default");
        assertThat(kindsFor("users.bio")).contains("make column required");
        assertThat(kindsFor("posts_title_check")).containsExactly("drop check", "loosen check", "rename check");
        assertThat(kindsFor("likes_pkey")).containsExactly("drop primary key", "rename primary key");
        assertThat(kindsFor("users_email_key")).containsExactly("drop unique index", "rename unique index");
        assertThat(kindsFor("sessions_token_hash_key")).containsExactly("drop unique key", "rename unique key");
        assertThat(kindsFor("posts_user_id_fkey"))
                .containsExactly("drop foreign key", "loosen foreign key", "rename foreign key");
        assertThat(kindsFor("posts.mutated")).containsExactly("add column");
        assertThat(kindsFor("flyway_schema_history")).isEmpty();
    }

    @Test
    void triggersAreMutatedInEveryWayTheyHave() {
        assertThat(kindsFor("posts_raise_version"))
                .containsExactly("disable trigger", "drop trigger", "drop trigger condition", "move trigger");
        assertThat(kindsFor("posts_raise_version: UPDATE")).containsExactly("change trigger event");
        assertThat(kindsFor("posts_keep_words_on_update: title")).containsExactly("narrow trigger columns");
        assertThat(kindsFor("posts_keep_words_on_update: IS DISTINCT FROM #2"))
                .containsExactly("negate trigger condition");
        assertThat(statements("narrow trigger columns posts_keep_words_on_update: title"))
                .contains("AFTER UPDATE OF content ON");
        assertThat(statements("negate trigger condition posts_refuse_likes_on_update: = #1"))
                .contains("(new.likes <> old.likes) AND (pg_trigger_depth() <> 0)");
        assertThat(statements("drop trigger condition posts_raise_version"))
                .endsWith("FOR EACH ROW EXECUTE FUNCTION raise_version()");
    }

    @Test
    void functionsAreMutatedInEveryWayTheyHave() {
        assertThat(kindsFor("raise_version()")).containsExactly("drop function", "empty function");
        assertThat(kindsFor("raise_version(): + #1")).containsExactly("change function operator");
        assertThat(kindsFor("posts_with_words(text): 'english' #1")).containsExactly("change function operator");
        assertThat(statements("drop function statement counts_as_edit(posts,posts): after.likes := before.likes;"))
                .contains("begin\n  null;\n  return before *<> after;");
        assertThat(statements("empty function posts_with_words(text)")).contains("begin return; end");
    }

    /** No trigger of the schema has several events. */
    @Test
    void eachEventOfATriggerIsTakenAway() {
        var database = TestDatabase.fresh();
        try {
            new Sql(database)
                    .run("create trigger several after insert or delete or update of title, content on posts"
                            + " for each row execute function keep_words()");
            assertThat(Mutation.of(database))
                    .filteredOn(it -> it.kind().equals("narrow trigger events"))
                    .extracting(
                            it -> it.object() + " leaves " + it.statements().replaceAll(".* AFTER (.*) ON .*", "$1"))
                    .containsExactlyInAnyOrder(
                            "several: INSERT leaves DELETE OR UPDATE OF title, content",
                            "several: DELETE leaves INSERT OR UPDATE OF title, content",
                            "several: UPDATE OF title, content leaves INSERT OR DELETE");
        } finally {
            TestDatabase.drop(database);
        }
    }

    private static String statements(String name) {
        return ALL.stream()
                .filter(it -> it.name().equals(name))
                .map(Mutation::statements)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> kindsFor(String object) {
        return ALL.stream()
                .filter(it -> it.object().equals(object))
                .map(Mutation::kind)
                .toList();
    }

    @Test
    void reasonsAreGivenForMutationsThatExist() throws IOException {
        assertThat(ALL.stream().map(Mutation::name))
                .containsAll(ReviewedSurvivors.reviewed().names());
    }

    @Test
    void aSurvivorWithoutReasonAndAReasonWithoutSurvivorAreFaults() throws IOException {
        var reviewed = ReviewedSurvivors.reviewed();
        var known = ALL.stream()
                .filter(it -> reviewed.names().contains(it.name()))
                .findFirst()
                .orElseThrow();
        var unknown = new Mutation("drop column", "posts.title", "");

        assertThat(reviewed.faults(List.of(survivor(known), caught(unknown)))).isEmpty();
        assertThat(reviewed.faults(List.of(survivor(unknown))))
                .singleElement()
                .asString()
                .contains("write a test");
        assertThat(reviewed.faults(List.of(caught(known))))
                .singleElement()
                .asString()
                .contains("take its reason out");
    }

    private static MutationResult survivor(Mutation mutation) {
        return new MutationResult(mutation, MutationResult.Outcome.SURVIVED, "");
    }

    private static MutationResult caught(Mutation mutation) {
        return new MutationResult(mutation, MutationResult.Outcome.TEST, "PostsRoutesTest");
    }
}
