package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings that depend on other branches and on the last release. */
final class GitHistoryTest {
    @TempDir
    Path project;

    private Path folder = Path.of("");

    @BeforeEach
    void start() throws Exception {
        folder = project.resolve("db-migrations");
        git("init", "-q", "-b", "main");
        write("db-migrations/V20260101000000__start.sql", """
                create table posts (
                  id bigint generated always as identity,
                  title text,
                  content text,
                  constraint posts_pkey primary key (id)
                );
                comment on table posts is 'x';
                comment on column posts.id is 'x';
                comment on column posts.title is 'x';
                comment on column posts.content is 'x';
                """);
        write("db-migrations/U20260101000000__start.sql", "set local lock_timeout = '2s'; drop table posts;");
        write("src/main/java/Posts.java", "class Posts {\n  Object title = POSTS.TITLE;\n  Object all = POSTS;\n}\n");
        commit();
    }

    @Test
    void aBranchMayNotGoBehindTheMainOne() throws Exception {
        git("checkout", "-q", "-b", "feature");
        change("V20260201000000__feature.sql", "select 1;");
        assertThat(found()).isEmpty();

        git("checkout", "-q", "main");
        Files.delete(folder.resolve("V20260201000000__feature.sql"));
        change("V20260301000000__other.sql", "select 1;");
        commit();
        git("checkout", "-q", "feature");
        change("V20260201000000__feature.sql", "select 1;");
        change("V20260301000000__feature.sql", "select 1;");
        assertThat(found())
                .contains(
                        "V20260201000000__feature.sql version-newest: V20260301000000__other.sql has landed before it, and is newer",
                        "V20260301000000__feature.sql version-unique: V20260301000000__other.sql has the same version");
    }

    /** As docs/SCHEMA-CHANGES.md tells it. */
    @Test
    void whoIsMergedSecondLandsAfterTheOther() throws Exception {
        land();
        git("checkout", "-q", "-b", "feature");
        change("V20260201000000__feature.sql", "select 1;");
        land();
        git("checkout", "-q", "main");
        change("V20260301000000__other.sql", "select 1;");
        land();
        var others = Files.readAllLines(folder.resolve("checksums"));
        git("checkout", "-q", "feature");
        assertThat(said(1, "merge", "main")).contains("Merge conflict in db-migrations/checksums");
        assertThatThrownBy(this::found).hasMessageContaining("Is a merge unfinished?");

        var both = new ArrayList<>(others);
        both.addAll(said(0, "show", "feature:db-migrations/checksums")
                .lines()
                .filter(line -> line.contains("feature"))
                .toList());
        write("db-migrations/checksums", String.join("\n", both));
        assertThat(found())
                .as("a line of one's own says that the file has landed")
                .isEmpty();
        git("checkout", "-q", "--theirs", "db-migrations/checksums");
        assertThat(found())
                .containsExactly(
                        "V20260201000000__feature.sql version-newest: V20260301000000__other.sql has landed before it, and is newer");
        for (var letter : List.of("V", "U")) {
            git("mv", file(letter, "20260201000000__feature"), file(letter, "20260302000000__feature"));
        }
        land();
        assertThat(found()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("checksums")))
                .startsWith(others.toArray(String[]::new))
                .hasSize(others.size() + 2)
                .last()
                .asString()
                .endsWith("  U20260302000000__feature.sql");
        git("checkout", "-q", "main");
        git("merge", "-q", "feature");
        assertThat(found()).isEmpty();
    }

    private static String file(String letter, String name) {
        return "db-migrations/" + letter + name + ".sql";
    }

    private void land() throws Exception {
        new MigrationLinter(folder).land();
        commit();
    }

    @Test
    void aColumnThatTheLastReleaseUsesStays() throws Exception {
        requireThatAColumnOfTheLastReleaseStays();
    }

    private void requireThatAColumnOfTheLastReleaseStays() throws Exception {
        git("tag", "v0.9.0");
        git("tag", "v0.10.0");
        change(
                "V20260201000000__drop.sql",
                "alter table posts drop column title;\nalter table posts drop column content;");
        assertThat(found())
                .containsExactly(
                        "V20260201000000__drop.sql drop-column: v0.10.0 still uses posts.title: src/main/java/Posts.java:2");
    }

    @Test
    void aUseMayBeBrokenAcrossLines() throws Exception {
        write("src/main/java/Posts.java", """
                class Posts {
                  Object title = POSTS
                      .TITLE;
                  Object path = LIKES.posts()
                      .TITLE, alias = posts.
                      TITLE;
                  Object none = OTHERS
                      .TITLE + POSTS.TITLES + xPOSTS
                      .SUBTITLE;
                }
                """);
        commit();
        git("tag", "v1.0.0");
        change("V20260201000000__drop.sql", "alter table posts drop column title;");
        var file = "src/main/java/Posts.java";
        assertThat(found())
                .containsExactly("V20260201000000__drop.sql drop-column: v1.0.0 still uses posts.title: " + file
                        + ":3, " + file + ":5, " + file + ":6");
    }

    @Test
    void coloursThatAUserHasSwitchedOnDoNotMatter() throws Exception {
        git("config", "color.ui", "always");
        requireThatAColumnOfTheLastReleaseStays();
    }

    @Test
    void theLastReleaseIsThatOfThisBranch() throws Exception {
        for (var tag : List.of("v1.0.0-rc1", "v1.0.0", "20260101")) git("tag", tag);
        git("checkout", "-q", "-b", "other");
        write("README.md", "x");
        commit();
        git("tag", "v2.0.0");
        git("checkout", "-q", "main");
        assertThat(new GitHistory(folder).tag()).hasValue("v1.0.0");
    }

    @Test
    void withoutAReleaseAReasonIsAskedFor() throws Exception {
        change("V20260201000000__drop.sql", "alter table posts drop column content;");
        assertThat(found()).singleElement().asString().contains("drop-column: no tag of a release says");
        change(
                "V20260201000000__drop.sql",
                "-- lint: allow drop-column: never written\nalter table posts drop column content;");
        assertThat(found()).isEmpty();
    }

    private List<String> found() {
        return new MigrationLinter(folder)
                .run().stream()
                        .filter(finding -> !MigrationLinter.isNote(finding))
                        .map(finding -> finding.file() + " " + finding.rule().id() + ": " + finding.wrong())
                        .toList();
    }

    private void change(String file, String sql) throws IOException {
        write("db-migrations/" + file, "set local lock_timeout = '2s';\n" + sql);
        write("db-migrations/U" + file.substring(1), "select 1;");
    }

    private void write(String file, String text) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void commit() throws Exception {
        git("add", "-A");
        git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "x");
    }

    private void git(String... words) throws Exception {
        said(0, words);
    }

    private String said(int code, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", project.toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }
}
