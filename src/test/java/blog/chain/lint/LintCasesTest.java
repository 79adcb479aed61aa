package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of cases.txt: statements, and all that the linter finds in them, with line and words. */
@Tag("own-server")
final class LintCasesTest {
    private static final Path CASES = Path.of("src/test/resources/blog/chain/lint/cases.txt");
    private static final String FINDING = "-> ";
    private static final String TABLES = """
            create table users (
              id bigint generated always as identity,
              name varchar(50) not null,
              email text,
              post_id bigint,
              constraint users_pkey primary key (id),
              constraint users_email_key unique (email),
              constraint users_email_check check (email <> '')
            );
            create table posts (
              id bigint generated always as identity,
              title text,
              price numeric(10,2),
              at timestamptz(3),
              rank integer,
              flags varbit(8),
              constraint posts_pkey primary key (id)
            );
            create unique index posts_title_key on posts (title);
            create index users_post_id_idx on users (post_id);
            """;

    /** @param findings as in {@code 1 named: a check of users has no name} */
    record Case(String sql, List<String> findings) {
        static Case of(String block) {
            var lines = block.lines().filter(line -> !line.startsWith("## ")).toList();
            return new Case(
                    lines.stream().filter(line -> !line.startsWith(FINDING)).collect(Collectors.joining("\n")),
                    lines.stream()
                            .filter(line -> line.startsWith(FINDING))
                            .map(line -> line.substring(FINDING.length()))
                            .toList());
        }

        @Override
        public String toString() {
            return sql.lines().findFirst().orElse("");
        }
    }

    @TempDir
    Path folder;

    static Stream<Case> cases() throws IOException {
        return Stream.of(Files.readString(CASES).split("\n\n"))
                .map(String::strip)
                .filter(block -> !block.startsWith("-- ")
                        && !(block.startsWith("## ") && block.lines().count() == 1))
                .map(Case::of);
    }

    /** A case that was cut wrongly would test nothing. */
    @Test
    void everyRuleOfStatementsIsAmongThem() throws IOException {
        var shown = cases().flatMap(each -> each.findings.stream())
                .map(line -> line.replaceFirst("\\d+ ([a-z-]+): .*", "$1"))
                .collect(Collectors.toSet());
        assertThat(shown)
                .hasSizeGreaterThan(35)
                .isSubsetOf(MigrationLinter.rules().stream().map(LintRule::id).toList());
        assertThat(cases().filter(each -> each.findings.isEmpty())).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itFindsThisAndNothingElse(Case given) throws IOException {
        assertThat(foundIn(given.sql)).as(given.sql).containsExactlyElementsOf(given.findings);
    }

    private List<String> foundIn(String sql) throws IOException {
        pair("20260101000000__start", TABLES);
        pair("20260201000000__change", "set local lock_timeout = '2s'; " + sql);
        return new MigrationLinter(folder)
                .run().stream()
                        .filter(finding -> finding.file().equals("V20260201000000__change.sql")
                                && !MigrationLinter.isNote(finding))
                        .map(finding -> finding.line() + " " + finding.rule().id() + ": " + finding.wrong())
                        .sorted()
                        .toList();
    }

    private void pair(String name, String sql) throws IOException {
        Files.writeString(folder.resolve("V" + name + ".sql"), sql);
        Files.writeString(folder.resolve("U" + name + ".sql"), "select 1;");
    }
}
