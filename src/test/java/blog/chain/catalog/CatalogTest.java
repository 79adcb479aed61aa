package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A schema is read whole, written down, and read back as it was. */
final class CatalogTest {
    private final Settings.Login login = TestDatabase.fresh();

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void thePackagedCatalogIsThatOfAMigratedDatabase() {
        var live = live(login);
        assertThat(TextDiff.between(Catalog.packaged().text(), live.text()))
                .as("- packaged, + migrated")
                .isEmpty();
        assertThat(live.fingerprint())
                .isEqualTo(Catalog.packaged().fingerprint())
                .matches("[0-9a-f]{64}");
        assertThat(Catalog.packaged().driftOf(live).isEmpty()).isTrue();
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() {
        everythingThereIs();
        var live = live(login);
        var back = Catalog.parse(live.text());
        assertThat(back).isEqualTo(live);
        assertThat(back.text()).isEqualTo(live.text());
        assertThat(live.objects()).extracting(SchemaObject::kind).contains(ObjectKind.values());
    }

    @Test
    void textsOfSeveralLinesAndOddNamesAreReadBackAsTheyWere() {
        for (var odd : List.of("", " ", "\n", "a\n\n b \n", "|", "a: b", "column x", "\r\n\r", "\\n")) {
            var properties = new LinkedHashMap<>(Map.of("definition", odd));
            var catalog = new Catalog(List.of(
                    new SchemaObject(ObjectKind.TABLE, "", "\"" + odd + "\"", properties),
                    new SchemaObject(ObjectKind.COLUMN, "\"" + odd + "\"", "\"x: " + odd + "\"", properties)));
            assertThat(Catalog.parse(catalog.text()).objects()).isEqualTo(catalog.objects());
        }
    }

    @Test
    void whatNobodyWroteIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Catalog.parse("table posts\n  comment: x\nsomething else\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Line 3 of the catalog is no kind of object that Blog knows: something else");
    }

    @Test
    void ownersPrivilegesAndTheOrderOfColumnsDoNotMatter() {
        var sql = new Sql(login);
        sql.run("grant select on posts to public");
        sql.run("alter table sessions drop column user_agent");
        sql.run("alter table sessions add column user_agent varchar(200)");
        assertThat(Catalog.packaged().driftOf(live(login)).differences())
                .as("only the comment that went with the column")
                .extracting(CatalogDifference::object, CatalogDifference::property)
                .containsExactly(tuple("sessions.user_agent", "comment"));
    }

    @Test
    void aSchemaOfAnotherNameReadsTheSame() {
        var sql = new Sql(login);
        sql.run("alter schema public rename to elsewhere");
        var there = new Settings.Login(
                login.host(),
                login.port(),
                login.database(),
                login.user(),
                login.password(),
                Map.of("currentSchema", "elsewhere"));
        assertThat(TextDiff.between(Catalog.packaged().text(), live(there).text()))
                .isEmpty();
    }

    @Test
    void whatAnExtensionBringsIsNoPartOfIt() {
        new Sql(login).run("create extension pg_trgm");
        assertThat(live(login)).isEqualTo(Catalog.packaged());
    }

    private void everythingThereIs() {
        var sql = new Sql(login);
        sql.run("create type mood as enum ('sad', 'o''k', 'happy')");
        sql.run("create domain word as varchar(20) not null default 'x' constraint word_check check (value <> '')");
        sql.run("create type pair as (a integer, b text)");
        sql.run("create sequence numbers as integer start 5 increment 2 cycle");
        sql.run("create view titles as select id, title from posts");
        sql.run("create materialized view counted as select count(*) as posts from posts");
        sql.run("create index counted_posts_idx on counted (posts)");
        sql.run(
                "create unlogged table \"Odd: \n name\" (\"a.b\" mood, c word, d pair, e int generated always as (1) stored)");
        sql.run("comment on table \"Odd: \n name\" is E'two\nlines'");
        sql.run("create function count_posts() returns bigint language sql as E'select count(*)\r\n\nfrom posts'");
    }

    private static Catalog live(Settings.Login login) {
        try (var sql = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return Catalog.of(sql);
        }
    }
}
