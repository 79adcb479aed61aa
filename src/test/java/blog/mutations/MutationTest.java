package blog.mutations;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(kindsFor("flyway_schema_history")).isEmpty();
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
