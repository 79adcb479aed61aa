package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The schema's classes are made anew when the schema changed, only then, and only those that changed. */
@Tag("proof")
@Timeout(240)
class RegenerationTest {
    private static final String GENERATED = "target/generated-sources";

    @Test
    void onlyWhatChangedIsWrittenAndWhatWasDroppedDisappears() {
        var copy = ProjectCopy.named("regeneration");
        copy.maven("-Dbuild.db=embedded", "generate-sources").succeeds().says("classes come from");
        var before = copy.times(GENERATED);

        copy.maven("generate-sources").succeeds().doesNotSay("classes come from", "Migrating");
        assertThat(copy.times(GENERATED)).isEqualTo(before);

        copy.migration("alter table users add column nickname varchar(20);");
        copy.maven("-Dbuild.db=embedded", "generate-sources").succeeds();
        var after = copy.times(GENERATED);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet().stream().filter(file -> !Objects.equals(after.get(file), before.get(file))))
                .containsExactlyInAnyOrder(
                        "jooq/blog/schema/tables/UsersTable.java",
                        "jooq/blog/schema/tables/records/UsersRecord.java",
                        "jooq/fingerprint");

        copy.migration("drop table password_reset_tokens;");
        copy.maven("-Dbuild.db=embedded", "generate-sources").succeeds();
        assertThat(copy.times(GENERATED).keySet())
                .noneMatch(file -> file.contains("PasswordResetTokens"))
                .containsAll(List.of("jooq/blog/schema/tables/UsersTable.java", "jooq/fingerprint"));
    }

    /** As `cp -p`, `mv` and `rsync -a` leave it. */
    @Test
    void anotherContentIsNoticedHoweverOldTheFileLooks() throws IOException {
        var copy =
                ProjectCopy.named("regeneration-older").migration("alter table users add column nickname varchar(20);");
        copy.maven("-Dbuild.db=embedded", "generate-sources").succeeds();

        copy.migration("alter table users add column nickname varchar(30);");
        Files.setLastModifiedTime(
                copy.path("db-migrations/V29990101000000__be_a_test.sql"),
                FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        copy.maven("-Dbuild.db=embedded", "generate-sources").succeeds().says("classes come from");
        assertThat(copy.read(GENERATED + "/jooq/blog/schema/tables/UsersTable.java"))
                .contains("SQLDataType.VARCHAR(30)");
    }

    @Test
    void aFailedBuildIsNotTakenForAFinishedOne() {
        var copy = ProjectCopy.named("regeneration-failed");
        copy.maven("-Dbuild.db=embedded", "generate-sources").succeeds();
        var good = copy.read(GENERATED + "/jooq/blog/schema/tables/PostsTable.java");

        copy.migration("""
                        alter table posts add column editor_id bigint;
                        alter table posts add constraint posts_editor_id_fkey foreign key (editor_id) references users (id);
                        """);
        copy.maven("-Dbuild.db=embedded", "generate-sources").fails().says("posts_editor_id_fkey", "<foreignKeys>");

        copy.withoutMigration().maven("-Dbuild.db=embedded", "generate-sources").succeeds();
        assertThat(copy.read(GENERATED + "/jooq/blog/schema/tables/PostsTable.java"))
                .isEqualTo(good);
    }

    @Test
    void aWarningOfTheGeneratorFailsEvenAQuietBuild() {
        ProjectCopy.named("warning")
                .migration("""
                        alter table posts add column editor_id bigint;
                        alter table posts add constraint posts foreign key (editor_id) references users (id);
                        """)
                .maven("--quiet", "-Dbuild.db=embedded", "generate-sources")
                .fails()
                .says("Ambiguous key name", "public.posts_user_id_fkey generates an inbound key method name posts");
    }

    @Test
    void ofFlywayOnlyWarningsAndFaultsAreSaid() {
        var copy = ProjectCopy.named("flyway-said");
        copy.migration("do $$ begin raise warning 'mind the gap'; end $$;")
                .maven("-Dbuild.db=embedded", "generate-sources")
                .succeeds()
                .says("Schema changed", "[WARNING] DB: mind the gap")
                .doesNotSay("Migrating", "naming", "Successfully applied");
        copy.migration("select 1;\nalter table nowhere add column a int;")
                .maven("-Dbuild.db=embedded", "generate-sources")
                .fails()
                .says("V29990101000000__be_a_test.sql", "relation \"nowhere\" does not exist");
    }
}
