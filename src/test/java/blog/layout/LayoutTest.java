package blog.layout;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The code keeps to its layout, and the rules that say so notice when it does not. */
@Tag("own-server")
class LayoutTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("blog");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("blog");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("blog.layout.broken");

    @ParameterizedTest
    @MethodSource
    void theCodeKeepsTo(ArchRule rule) {
        rule.check(MAIN);
    }

    static List<ArchRule> theCodeKeepsTo() {
        return new Layout("blog").rules();
    }

    @Test
    void testsNeitherSleepNorMock() {
        sleeping(DescribedPredicate.not(resideInAPackage("blog.layout.broken..")))
                .check(TESTS);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "org.jmock..", "mockit..", "org.powermock..")
                .because("a mock says what we believe of the other side; tests talk to the real one")
                .check(TESTS);
    }

    /** One deliberately bad class for each rule, and what the rule says of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            importRule      | Users              | depends on component type <blog.layout.broken.posts.Posts>
            importRule      | Lost               | has no place yet in ImportRule
            importRule      | Migration          | blog.layout.broken.posts.Posts
            chain           | Migration          | blog.layout.broken.posts.Posts
            chain           | Migration          | blog.layout.broken.platform.http.Tables
            catalog         | Migration          | PgAttribute
            foundation      | Bound              | org.jooq.Name
            configuration   | Settings           | org.slf4j.Logger
            database        | Pool               | io.javalin.http.Context
            database        | Migration          | io.javalin.http.Context
            http            | Tables             | blog.layout.broken.schema.Tables
            edges           | PostsRoutes        | org.jooq.DSLContext
            queries         | Posts              | io.javalin.http.Context
            queries         | Post               | blog.layout.broken.platform.http.Tables
            bench           | Commands           | blog.layout.broken.tools.bench.Load
            environment     | Users              | java.lang.System.getenv
            environment     | Users              | java.lang.System.exit
            pool            | Users              | com.zaxxer.hikari.HikariDataSource
            server          | Users              | io.javalin.Javalin.create
            clock           | Users              | java.time.Clock.systemUTC
            plainSql        | Posts              | org.jooq.DSLContext.fetch(java.lang.String)
            plainSql        | Posts              | org.jooq.impl.DSL.condition(java.lang.String)
            allowedPlainSql | Posts              | Posts.typed(org.jooq.DSLContext)
            statements      | Posts              | java.sql.Connection.createStatement
            statements      | Posts              | java.sql.Statement.execute
            statements      | Posts              | org.postgresql.copy.CopyManager.copyIn
            """)
    void aBrokenRuleIsNoticed(String rule, String culprit, String complaint) {
        assertThatThrownBy(() -> rule(rule).check(BROKEN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit)
                .hasMessageContaining(complaint)
                .hasMessageContaining("because");
    }

    private static ArchRule rule(String name) {
        try {
            return (ArchRule) Layout.class.getDeclaredMethod(name).invoke(new Layout("blog.layout.broken"));
        } catch (ReflectiveOperationException fault) {
            throw new IllegalArgumentException(fault);
        }
    }

    @Test
    void aSleepingTestIsNoticed() {
        assertThatThrownBy(
                        () -> sleeping(resideInAPackage("blog.layout.broken..")).check(BROKEN))
                .hasMessageContaining("java.lang.Thread.sleep");
    }

    @Test
    void theRulesLookAtSomething() {
        assertThat(MAIN).isNotEmpty();
        assertThat(TESTS).isNotEmpty();
    }

    private static ArchRule sleeping(DescribedPredicate<? super JavaClass> where) {
        return noClasses()
                .that(where)
                .should()
                .callMethodWhere(describe(
                        "it is Thread.sleep",
                        call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")))
                .because("a test that sleeps is slow on a good day and wrong on a bad one: wait for the thing itself");
    }
}
