package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.chain.migrations.MigrationScripts;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations on a filled copy, with writers: never judged by their time, which is the machine's. */
@Tag("proof")
final class MigrationPlannerTest {
    private static final Duration ANY_TIME = Duration.ofHours(1);
    private static final String START = """
            create type mood as enum ('glad', 'sad');
            create table users (
              id bigint generated always as identity,
              name varchar(20) not null,
              email text not null,
              mood mood not null,
              began date not null,
              ended date,
              constraint users_pkey primary key (id),
              constraint users_name_key unique (name),
              constraint users_name_check check (name ~ '^[a-z0-9]+$'),
              constraint users_email_check check (email like '%_@_%.__%'),
              constraint users_ended_check check (ended > began)
            );
            create table posts (
              id uuid not null default gen_random_uuid(),
              title varchar(100) not null,
              content text not null,
              user_id bigint not null,
              rating smallint not null,
              data jsonb not null,
              constraint posts_pkey primary key (id),
              constraint posts_rating_check check (rating between 1 and 5),
              constraint posts_user_id_fkey foreign key (user_id) references users (id)
            );
            create table likes (
              user_id bigint not null,
              post_id uuid not null,
              constraint likes_pkey primary key (user_id, post_id),
              constraint likes_user_id_fkey foreign key (user_id) references users (id),
              constraint likes_post_id_fkey foreign key (post_id) references posts (id)
            );
            create table words (
              post_id uuid not null,
              words tsvector not null,
              constraint words_pkey primary key (post_id),
              constraint words_post_id_fkey foreign key (post_id) references posts (id)
            );
            create table moody (
              id bigint generated always as identity,
              text text not null,
              constraint moody_pkey primary key (id),
              constraint moody_text_check check (text = 'nobody guesses this')
            );
            """;

    @TempDir
    Path folder;

    /** All of them one after the other, each on tables that have rows. */
    @Test
    void theMigrationsOfTheRepositoryHurtNobody() {
        var scripts = MigrationScripts.packaged();
        var rows = new RowCounts(Map.of(), 2_000);
        var report = new MigrationPlanner(scripts, List.of(), scripts.all(), rows, 1, ANY_TIME, true).run(line -> {});

        assertThat(report.unfilled()).isEmpty();
        assertThat(report.rows())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy((table, number) -> assertThat(number).as(table).isGreaterThanOrEqualTo(2_000));
        assertThat(report.findings()).isEmpty();
        for (var file : report.files()) {
            for (var step : file.steps()) {
                var place = file.file() + ":" + step.line();
                assertThat(step.rewritten()).as(place).isEmpty();
                var indexes = step.sql().contains("create index concurrently");
                if (indexes) assertThat(step.stopsWriters()).as(place).isFalse();
                if (indexes) assertThat(file.transactional()).as(place).isFalse();
            }
        }
        assertThat(text(report)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void whatHurtsIsSeen() throws IOException {
        write("V20260101000000__start.sql", START);
        write("V20260102000000__retype.sql", "alter table posts alter column rating type integer");
        write("V20260103000000__index.sql", "select 1;\ncreate index posts_title_idx on posts (title)");
        write("V20260104000000__index.sql", "create index concurrently posts_user_id_idx on posts (user_id)");
        write("V20260105000000__drop.sql", "alter table posts drop column title");
        var report = plan(1, ANY_TIME);

        assertThat(report.rows())
                .containsEntry("users", 500L)
                .containsEntry("posts", 500L)
                .containsEntry("likes", 500L);
        assertThat(report.rows()).containsEntry("words", 500L).containsEntry("moody", 0L);
        assertThat(report.unfilled()).containsOnlyKeys("moody");
        assertThat(report.unfilled().get("moody")).startsWith("moody_text_check");

        var retype = step(report, 0, 0);
        assertThat(retype.rewritten()).contains("table posts");
        assertThat(retype.locks().getFirst()).isEqualTo("ACCESS EXCLUSIVE on posts");

        var blocking = step(report, 1, 1);
        assertThat(blocking.line()).isEqualTo(2);
        assertThat(blocking.locks()).containsExactly("SHARE on posts");
        assertThat(blocking.stopsWriters()).isTrue();
        assertThat(blocking.rewritten()).isEmpty();
        assertThat(blocking.bytesAdded()).isPositive();

        assertThat(report.files().get(2).transactional()).isFalse();
        assertThat(step(report, 2, 0).stopsWriters()).isFalse();

        assertThat(report.files().get(3).failures())
                .extracting(MigrationReport.Failure::what)
                .contains("update of posts.title: column \"title\" does not exist")
                .anySatisfy(failure -> assertThat(failure).startsWith("insert into posts: "))
                .anySatisfy(failure -> assertThat(failure).startsWith("select of posts: "));
        assertThat(report.findings())
                .anySatisfy(finding ->
                        assertThat(finding).startsWith("V20260105000000__drop.sql: the running release fails: "));
        assertThat(report.findings()).noneMatch(finding -> finding.contains("moody"));
        assertThat(report.files().getFirst().failures()).isEmpty();
        assertThat(text(report)).anySatisfy(line -> assertThat(line).contains("REWRITES table posts"));
        assertThat(PlanReportText.of(report).replaceAll("\\s+", " "))
                .contains("statements of others, none failed.", "statements of others, some failed: ")
                .doesNotContain("failed:.");
    }

    @Test
    void aWriterTriesAgainAfterADeadlockAsTheServiceDoes() throws IOException {
        write("V20260101000000__start.sql", START);
        write("V20260102000000__refuse_some.sql", """
                create sequence turns;
                create function refuse_some() returns trigger language plpgsql as
                  $$ begin if nextval('turns') % 7 = 1 then raise deadlock_detected; end if; return new; end $$;
                create trigger refuse_some before insert or update on users
                  for each statement execute function refuse_some();
                select pg_sleep(0.3);
                """);
        assertThat(plan(1, ANY_TIME).findings()).isEmpty();
        write("V20260102000000__refuse_some.sql", """
                create function refuse() returns trigger language plpgsql as
                  $$ begin raise deadlock_detected; end $$;
                create trigger refuse before insert or update on users for each statement execute function refuse();
                select pg_sleep(0.3);
                """);
        assertThat(plan(1, ANY_TIME).findings()).isNotEmpty().allMatch(finding -> finding.contains("deadlock"));
    }

    @Test
    void whatWasNotMeasuredDoesNotPass() throws IOException {
        write("V20260101000000__start.sql", START);
        write("V20260102000000__retype.sql", "alter table moody alter column id type integer");
        assertThat(plan(1, ANY_TIME).findings())
                .singleElement()
                .asString()
                .startsWith("V20260102000000__retype.sql: it works on moody, which was left empty (moody_text_check");
    }

    @Test
    void aBudgetOfNothingIsExceeded() throws IOException {
        write("V20260101000000__start.sql", START);
        write(
                "V20260102000000__check.sql",
                "alter table posts alter column content set not null;\nselect pg_sleep(0.1)");
        assertThat(plan(1, ANY_TIME).findings()).isEmpty();
        assertThat(plan(1, Duration.ZERO).findings())
                .isNotEmpty()
                .first()
                .asString()
                .contains("V20260102000000__check.sql: ");
    }

    @Test
    void aWriterThatWaitsIsToldApartFromAReaderWhoCannotRead() throws IOException {
        write("V20260101000000__start.sql", START);
        write("V20260102000000__index.sql", "create index posts_title_idx on posts (title);\nselect pg_sleep(0.2)");
        var report = plan(1, Duration.ofMillis(99));
        var file = report.files().getFirst();
        assertThat(file.writes()).isPositive();
        assertThat(file.waitMilliseconds()).isGreaterThanOrEqualTo(100);
        assertThat(file.exclusiveMilliseconds()).isZero();
        assertThat(step(report, 0, 1).milliseconds()).isGreaterThanOrEqualTo(200);
        assertThat(report.withinBudget()).isFalse();
        assertThat(report.findings())
                .singleElement()
                .asString()
                .startsWith("V20260102000000__index.sql: ")
                .containsPattern(" waited \\d{3,} ms$");

        write("V20260102000000__index.sql", "alter table posts alter column data drop not null;\nselect pg_sleep(0.2)");
        var alone = plan(0, Duration.ofMillis(199));
        assertThat(alone.files().getFirst().writes()).isZero();
        assertThat(alone.findings())
                .singleElement()
                .asString()
                .matches("V20260102000000__index.sql: nobody could read a table for \\d{3,} ms \\(ACCESS EXCLUSIVE\\)");
        assertThat(plan(0, ANY_TIME).findings()).isEmpty();
    }

    @Test
    void aMigrationThatFailsOnRowsIsNamed() throws IOException {
        write("V20260101000000__start.sql", START);
        write("V20260102000000__age.sql", "select 1;\n\nalter table users add column age integer not null;");
        assertThatThrownBy(() -> plan(1, ANY_TIME))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("V20260102000000__age.sql")
                .hasMessageContaining("Line 3")
                .hasMessageContaining("contains null values")
                .hasMessageContaining("add column age");
    }

    @Test
    void rowsAreRead() {
        assertThat(RowCounts.parse("1_000").of("any")).isEqualTo(1_000);
        var rows = RowCounts.parse("users=5,posts=1000000");
        assertThat(rows.of("posts")).isEqualTo(1_000_000);
        assertThat(rows.of("likes")).isEqualTo(1_000);
        for (var text : List.of("", "many", "users", "users=-1", "1000000000")) {
            assertThatThrownBy(() -> RowCounts.parse(text)).as(text).isInstanceOf(CannotRunException.class);
        }
        assertThatThrownBy(() -> rows.requireKnown(List.of("posts")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("no table users");
    }

    /** The first migration is there, the others are pending. */
    private PlanReport plan(int writers, Duration budget) {
        var scripts = MigrationScripts.in(folder);
        var pending = new ArrayList<>(scripts.all());
        var applied = List.of(pending.removeFirst());
        var rows = new RowCounts(Map.of(), 500);
        return new MigrationPlanner(scripts, applied, pending, rows, writers, budget, false).run(line -> {});
    }

    private static StatementReport step(PlanReport report, int file, int step) {
        return report.files().get(file).steps().get(step);
    }

    private static List<String> text(PlanReport report) {
        return PlanReportText.of(report).lines().toList();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
