package blog.layout;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import java.lang.annotation.Annotation;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jooq.Allow;
import org.jooq.PlainSQL;
import org.postgresql.copy.CopyManager;

/**
 * The rules of the code's layout, each with its reason.
 *
 * @param root the package they hold in
 */
record Layout(String root) {
    private static final String[] FEATURES = ImportRule.features().toArray(String[]::new);

    List<ArchRule> rules() {
        return Stream.of(
                        importRule(),
                        foundation(),
                        configuration(),
                        database(),
                        chain(),
                        catalog(),
                        http(),
                        edges(),
                        queries(),
                        bench(),
                        environment(),
                        pool(),
                        server(),
                        clock(),
                        plainSql(),
                        allowedPlainSql(),
                        statements())
                .map(rule -> rule.allowEmptyShould(true))
                .toList();
    }

    ArchRule importRule() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(new ImportRule(root).beKept())
                .as("Imports run one way")
                .because("a reader who knows the order knows where to look, and no change has to go round in a circle");
    }

    ArchRule foundation() {
        return classes()
                .that()
                .resideInAnyPackage(in("platform.problem", "platform.input", "platform.page"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        with(in("platform.problem", "platform.input", "platform.page"), "java..", "org.jspecify.."))
                .because("what everything may use must itself need nothing but the JDK");
    }

    ArchRule configuration() {
        return classes()
                .that()
                .resideInAnyPackage(in("platform.config"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(in("platform.config", "platform.problem"), "java.."))
                .because("settings are read before anything is built or opened, so reading them needs the JDK alone");
    }

    ArchRule database() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("platform.database", "chain"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javalin..")
                .because("the database and the life of its schema know nothing of HTTP");
    }

    ArchRule chain() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("chain"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("platform.http", "platform.openapi", "platform.ops"))
                        .or(resideInAnyPackage(in(FEATURES))))
                .because("the life of a schema is the same in any service, so another project could take it as it is");
    }

    ArchRule catalog() {
        return noClasses()
                .that(resideInAPackage(root + "..")
                        .and(outside("chain.catalog"))
                        .and(outside("schema")))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.postgres\\.tables\\.Pg(Attribute|Attrdef|Constraint|Depend|Enum|Type)")
                .because("how PostgreSQL keeps tables, columns and constraints is known in one place: TableColumn and"
                        + " TableMetadata read them for all");
    }

    ArchRule http() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("platform.http"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(in("schema"), "org.jooq.."))
                .because("HTTP knows nothing of tables; who the viewer is comes through a function handed in");
    }

    ArchRule edges() {
        return noClasses()
                .that(resideInAnyPackage(in("pages", "feeds"))
                        .or(resideInAnyPackage(in(FEATURES)).and(named("Routes"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(in("schema"), "org.jooq.."))
                .because("a query belongs in the class of the plural noun, where pages, feeds and routes share it");
    }

    ArchRule queries() {
        return noClasses()
                .that(resideInAnyPackage(in(FEATURES)).and(DescribedPredicate.not(named("Routes"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(in("platform.http"), "io.javalin.."))
                .because(
                        "queries and records know nothing of HTTP; which status a problem has, is decided at the edge");
    }

    ArchRule bench() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(outside("tools.bench")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("tools.bench"))
                .because("the benchmark is not in the packaged jar, so nothing in the jar may need it");
    }

    ArchRule environment() {
        return noClasses()
                .that(resideInAPackage(root + "..")
                        .and(DescribedPredicate.not(is("Main")))
                        // The benchmark is a program of its own, as it is not in the packaged jar.
                        .and(DescribedPredicate.not(is("tools.bench.BenchmarkMain"))))
                .should()
                .callMethodWhere(describe(
                        "it is System.getenv or System.exit",
                        call -> call.getTargetOwner().isEquivalentTo(System.class)
                                && List.of("getenv", "exit").contains(call.getName())))
                .because("settings are passed in, and only a main class decides that the process ends");
    }

    ArchRule pool() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(outside("platform.database")))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(HikariDataSource.class)
                .because("there is one pool, and what is admitted to it is counted in one place");
    }

    ArchRule server() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(outside("platform.http")))
                .should()
                .callMethodWhere(describe(
                        "it is Javalin.create",
                        call -> call.getTargetOwner().isEquivalentTo(Javalin.class)
                                && call.getName().equals("create")))
                .because("there is one server, and every answer passes its guards");
    }

    ArchRule clock() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(DescribedPredicate.not(resideInAPackage(root))))
                .should()
                .callMethodWhere(describe(
                        "it is one of Clock's system clocks",
                        call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                                && call.getName().startsWith("system")))
                .because("the clock is passed in, so that a test can set it");
    }

    ArchRule plainSql() {
        return classes()
                .that(resideInAPackage(root + "..").and(outside("schema")))
                .should(notReachFor(
                        "SQL typed as a string", access -> access.getTarget().isAnnotatedWith(PlainSQL.class)))
                .as("No SQL typed as a string")
                .because("the compiler cannot follow a change of the schema into a string");
    }

    ArchRule allowedPlainSql() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(notCarry(Allow.PlainSQL.class))
                .as("No permission for SQL typed as a string")
                .because("the compiler cannot follow a change of the schema into a string");
    }

    ArchRule statements() {
        return classes()
                .that(resideInAPackage(root + "..")
                        // It repeats what the service was heard to send, and holds no SQL of its own.
                        .and(DescribedPredicate.not(is("tools.bench.JdbcLoadGenerator")))
                        // Its text is written by jOOQ of generated classes, once instead of for every request.
                        .and(DescribedPredicate.not(is("platform.database.PreparedQuery")))
                        // It hands values of one type to statements that jOOQ has made.
                        .and(DescribedPredicate.not(is("schema.types.InstantBinding")))
                        // It runs the statements of the migrations' own files, and holds no SQL of its own.
                        .and(DescribedPredicate.not(is("chain.migrations.StatementRunner")))
                        // jOOQ has no COPY; its one statement is made of the generated table and columns.
                        .and(DescribedPredicate.not(is("tools.populate.CopyWriter"))))
                .should(notReachFor(
                        "a JDBC statement",
                        access -> Stream.of(
                                                Statement.class,
                                                PreparedStatement.class,
                                                CallableStatement.class,
                                                CopyManager.class)
                                        .anyMatch(
                                                type -> access.getTargetOwner().isEquivalentTo(type))
                                || access.getTargetOwner().isEquivalentTo(Connection.class)
                                        && (access.getName().startsWith("prepare")
                                                || access.getName().equals("createStatement"))))
                .as("No JDBC statements but migrations, COPY of generated columns and what the benchmark repeats")
                .because("SQL goes through jOOQ's generated classes, which the compiler holds to the schema");
    }

    private static ArchCondition<JavaClass> notReachFor(String what, Predicate<JavaCodeUnitAccess<?>> reaches) {
        return new ArchCondition<>("not reach for " + what) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                Stream.<JavaCodeUnitAccess<?>>concat(
                                from.getMethodCallsFromSelf().stream(), from.getMethodReferencesFromSelf().stream())
                        .filter(reaches)
                        .forEach(each -> events.add(SimpleConditionEvent.violated(from, each.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> notCarry(Class<? extends Annotation> annotation) {
        return new ArchCondition<>("not carry @" + annotation.getCanonicalName()) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                Stream.<CanBeAnnotated>concat(Stream.of(from), from.getMembers().stream())
                        .filter(each -> each.isAnnotatedWith(annotation))
                        .forEach(each -> events.add(SimpleConditionEvent.violated(from, each + " carries it")));
            }
        };
    }

    private String[] in(String... rooms) {
        return Stream.of(rooms).map(room -> root + "." + room + "..").toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private DescribedPredicate<JavaClass> outside(String room) {
        return DescribedPredicate.not(resideInAPackage(root + "." + room + ".."));
    }

    private DescribedPredicate<JavaClass> is(String name) {
        return describe("is " + name, type -> {
            var own = root + "." + name;
            return type.getName().equals(own) || type.getName().startsWith(own + "$");
        });
    }

    private static DescribedPredicate<JavaClass> named(String ending) {
        return describe("is named …" + ending, type -> {
            var outermost = type.getName().replaceFirst("\\$.*", "");
            return outermost.endsWith(ending);
        });
    }
}
