package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Change the schema, and the compiler leads to every line that must change. */
@Tag("proof")
@Timeout(180)
class PromiseTest {
    private static final String PROBE = "src/main/java/blog/probe/Probe.java";
    private static final String CARELESS = "sql\\.fetch\\(\"select 1\"\\)"
            + "|sql\\.deleteFrom\\(POSTS\\)\\.where\\(POSTS\\.ID\\.eq\\(1L\\)\\);"
            + "|return word\\.isBlank\\(\\) \\? null : word;";

    private static ProjectCopy copy;

    /** The project as it is, and one class more with a query in which each kind of change must show. */
    @BeforeAll
    static void compiles() {
        copy = ProjectCopy.named("promise").write(PROBE, """
                package blog.probe;

                import static blog.schema.Tables.POSTS;
                import static blog.schema.Tables.USERS;

                import blog.schema.ConstraintNames;
                import java.util.List;
                import org.jooq.DSLContext;
                import org.jooq.Name;
                import org.jooq.Records;

                final class Probe {
                    record Headline(Long id, String title, Integer likes) {}

                    List<Headline> headlines(DSLContext sql) {
                        return sql.select(
                                        POSTS.ID,
                                        POSTS.TITLE,
                                        POSTS.LIKES)
                                .from(POSTS)
                                .fetch(Records.mapping(Headline::new));
                    }

                    int say(DSLContext sql, String words, Long user) {
                        return sql.update(USERS)
                                .set(USERS.BIO, words)
                                .where(USERS.ID.eq(user))
                                .execute();
                    }

                    Name taken() {
                        return ConstraintNames.USERS_EMAIL_KEY;
                    }
                }
                """);
        compile().succeeds();
    }

    @Test
    void aRenamedColumnIsAnErrorAtEveryLineThatReadsIt() {
        copy.migration("alter table posts rename column title to headline;");
        errorsAreAt("\\bPOSTS\\.TITLE\\b");
    }

    @Test
    void aDroppedColumnIsAnErrorAtEveryLineThatReadsIt() {
        copy.migration("alter table users drop column bio cascade;");
        errorsAreAt("\\bUSERS\\.BIO\\b");
    }

    @Test
    void aRetypedColumnIsAnErrorWhereItIsWritten() {
        copy.migration("alter table users alter column bio type jsonb using to_jsonb(bio);");
        errorsAreAt("\\.set\\(USERS\\.BIO, words\\)");
    }

    @Test
    void aRetypedColumnIsAnErrorAtTheRecordItIsReadInto() {
        copy.migration("""
                alter table posts drop column likes cascade;
                alter table posts add column likes text not null default '';
                """);
        errorsAreAt("Records\\.mapping\\(Headline::new\\)");
    }

    @Test
    void aRenamedUniqueIndexIsAnErrorWhereItsNameIsUsed() {
        copy.migration("alter index users_email_key rename to users_mail_key;");
        errorsAreAt("\\bUSERS_EMAIL_KEY\\b");
    }

    @Test
    void sqlTypedAsAStringAForgottenExecuteAndANullThatLeaksAreErrors() {
        copy.withoutMigration().write("src/main/java/blog/probe/Careless.java", """
                package blog.probe;

                import static blog.schema.Tables.POSTS;

                import org.jooq.DSLContext;

                final class Careless {
                    void typed(DSLContext sql) {
                        sql.fetch("select 1");
                    }

                    void forgotten(DSLContext sql) {
                        sql.deleteFrom(POSTS).where(POSTS.ID.eq(1L));
                    }

                    String leaking(String word) {
                        return word.isBlank() ? null : word;
                    }
                }
                """);
        try {
            // What `./blog serve` has compiled without these checks does not pass for compiled with them.
            copy.maven("-Dbuild.db=embedded", "-Pquick", "compile").succeeds();
            compile().fails().says("[PlainSQLMatcher]", "[CheckReturnValue]", "[NullAway]");
            assertThat(lastErrors).containsExactlyInAnyOrderElementsOf(copy.linesWith(CARELESS));
        } finally {
            ProjectCopy.run(copy.folder(), "rm", "src/main/java/blog/probe/Careless.java");
        }
    }

    private static List<String> lastErrors = List.of();

    private static BuildRun compile() {
        var build = copy.maven("-Dbuild.db=embedded", "compile");
        lastErrors = build.errors();
        return build;
    }

    /** Fails to compile, at every line of the project that the pattern finds; the probe makes sure that there is one. */
    private static void errorsAreAt(String pattern) {
        var expected = copy.linesWith(pattern);
        assertThat(expected).anyMatch(line -> line.startsWith(PROBE));
        compile().fails();
        assertThat(lastErrors).containsAll(expected);
    }
}
