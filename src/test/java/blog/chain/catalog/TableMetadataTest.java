package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables, columns and keys are read as they are, of a schema that no class was generated from. */
final class TableMetadataTest {
    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void aColumnIsReadWithAllThatIsSaidOfIt() {
        sql.run("create type mood as enum ('sad', 'glad')");
        sql.run("""
                create table "A b" (
                  id int generated always as identity,
                  dropped int,
                  name varchar(20) collate "C" not null default 'x',
                  upper text generated always as (upper(name)) stored,
                  mood mood)""");
        sql.run("alter table \"A b\" drop column dropped");
        sql.run("comment on column \"A b\".mood is 'How it is.'");

        var columns = table("A b").columns();

        assertThat(columns)
                .extracting(TableColumn::number, TableColumn::name, TableColumn::type, TableColumn::category)
                .containsExactly(
                        tuple((short) 1, "id", "integer", "N"),
                        tuple((short) 3, "name", "character varying(20)", "S"),
                        tuple((short) 4, "upper", "text", "S"),
                        tuple((short) 5, "mood", "mood", "E"));
        assertThat(columns).extracting(TableColumn::isIdentity).containsExactly(true, false, false, false);
        assertThat(columns).extracting(TableColumn::isGenerated).containsExactly(false, false, true, false);
        assertThat(columns).extracting(TableColumn::notNull).containsExactly(true, true, false, false);
        assertThat(columns)
                .extracting(TableColumn::expression)
                .containsExactly(null, "'x'::character varying", "upper((name)::text)", null);
        assertThat(columns).extracting(TableColumn::collation).containsExactly(null, "\"C\"", null, null);
        assertThat(columns.getLast().labels()).containsExactly("sad", "glad");
        assertThat(columns.getLast().comment()).isEqualTo("How it is.");
        assertThat(columns.getFirst().quotedTable()).isEqualTo("\"A b\"");
        assertThat(columns.getFirst().title()).isEqualTo("A b.id");
    }

    @Test
    void keysAndIndexesAreReadWithTheirColumns() {
        sql.run("""
                create table a (
                  x int, y int, z text,
                  constraint a_pkey primary key (y, x),
                  constraint a_z_key unique (z),
                  constraint a_x_check check (x > 0 and y > 0))""");
        sql.run("create unique index a_z_lower on a (lower(z)) where x > 0");
        sql.run("create index a_plain on a (z)");

        var table = table("a");

        assertThat(table.key()).containsExactly("y", "x");
        assertThat(table.uniques()).containsExactlyInAnyOrder(Set.of("x", "y"), Set.of("z"), Set.of("z", "x"));
        assertThat(table.columnsOf("a_pkey")).containsExactly("y", "x");
        assertThat(table.columnsOf("a_x_check")).containsExactlyInAnyOrder("x", "y");
        assertThat(table.columnsOf("a_z_lower")).containsExactlyInAnyOrder("z", "x");
        assertThat(table.columnsOf("a_plain")).as("nothing is refused by it").isEmpty();
        assertThat(table.columnsOf("missing")).isEmpty();
    }

    @Test
    void parentsComeBeforeTheirChildrenAndCirclesByName() {
        sql.run("create table b (id int primary key, other int unique)");
        sql.run("create table a (b_other int references b (other), self int, id int primary key)");
        sql.run("alter table a add constraint a_self_fkey foreign key (self) references a (id)");
        sql.run("create table d (id int primary key, c int)");
        sql.run("create table c (id int primary key, d int references d)");
        sql.run("alter table d add constraint d_c_fkey foreign key (c) references c (id)");

        assertThat(all()).extracting(TableMetadata::name).containsExactly("b", "a", "c", "d");
        assertThat(table("a").references())
                .extracting(TableMetadata.Reference::columns, TableMetadata.Reference::parentColumns)
                .containsExactlyInAnyOrder(
                        tuple(List.of("b_other"), List.of("other")), tuple(List.of("self"), List.of("id")));
    }

    @Test
    void ofAPartitionedTableOnlyTheWholeIsRead() {
        sql.run("create table a (id int, at date) partition by range (at)");
        sql.run("create table a_1 partition of a for values from ('2026-01-01') to ('2027-01-01')");
        sql.run("create table nothing ()");
        sql.run("create view v as select 1 as x");
        sql.run("create table flyway_schema_history (id int)");
        sql.run("create schema other");
        sql.run("create table other.b (id int)");

        assertThat(all()).extracting(TableMetadata::name).containsExactly("a", "nothing");
        assertThat(table("nothing").columns()).isEmpty();
    }

    @Test
    void aColumnOfAnotherNameIsTheSameAndOneMadeAnewIsNot() {
        sql.run("create table a (x int, y int)");
        var before = table("a").columns();
        sql.run("alter table a rename to b");
        sql.run("alter table b rename x to z");
        sql.run("alter table b drop column y");
        sql.run("alter table b add column y int");
        var after = table("b").columns();

        assertThat(after.getFirst().isSameAs(before.getFirst())).isTrue();
        assertThat(after.getLast().isSameAs(before.getLast())).isFalse();
        assertThat(after.getFirst().file()).isEqualTo(before.getFirst().file());
        sql.run("truncate b");
        assertThat(table("b").columns().getFirst().file())
                .isNotEqualTo(before.getFirst().file());
    }

    @Test
    void usersSchemasAreAllButPostgresOwn() {
        sql.run("create schema other");
        sql.run("create table other.b (id int)");
        sql.run("create table a (id int)");
        assertThat(columns(CatalogScope.inUserSchema().and(CatalogScope.isRelation("r"))))
                .extracting(TableColumn::title)
                .containsExactly("other.b.id", "a.id");
        assertThat(columns(CatalogScope.inSchema("other")))
                .extracting(TableColumn::title)
                .containsExactly("other.b.id");
    }

    private TableMetadata table(String name) {
        return all().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<TableMetadata> all() {
        return read(TableMetadata::all);
    }

    private List<TableColumn> columns(Condition which) {
        return read(with -> TableColumn.of(with, which));
    }

    private <T> T read(Function<DSLContext, T> query) {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return query.apply(with);
        }
    }
}
