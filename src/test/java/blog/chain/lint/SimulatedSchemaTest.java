package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.migrations.ScriptStatement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The linter's model of a schema after some statements equals PostgreSQL's. */
final class SimulatedSchemaTest {
    private final SimulatedSchema schema = new SimulatedSchema();

    @Test
    void columnsComeChangeAndGo() {
        take("create table a (b int, c varchar(9)); alter table a add column d text, alter c type varchar(20), drop b");
        assertThat(schema.type("a", "b")).isNull();
        assertThat(schema.type("a", "c")).hasToString("varchar(20)");
        assertThat(schema.type("a", "d")).hasToString("text");
        assertThat(schema.type("z", "b")).isNull();
    }

    @Test
    void aRenamedColumnKeepsItsType() {
        take("create table a (b int); alter table a rename b to c");
        assertThat(schema.type("a", "b")).isNull();
        assertThat(schema.type("a", "c")).hasToString("integer");
    }

    @Test
    void aRenamedTableKeepsWhatItHas() {
        take("create table a (b int constraint k primary key); alter table a rename to z");
        assertThat(schema.type("a", "b")).isNull();
        assertThat(schema.constraints("a")).isEmpty();
        assertThat(schema.type("z", "b")).hasToString("integer");
        assertThat(schema.constraint("z", "k")).isPresent();
    }

    @Test
    void constraintsComeAreValidatedAndGo() {
        take("create table a (b int); alter table a add constraint k check (b > 0) not valid");
        assertThat(schema.constraint("a", "k").orElseThrow().valid()).isFalse();
        take("alter table a validate constraint k");
        assertThat(schema.constraint("a", "k").orElseThrow().valid()).isTrue();
        take("alter table a drop constraint k");
        assertThat(schema.constraint("a", "k")).isEmpty();
    }

    @Test
    void anIndexHelpsWhereItBeginsWithTheColumns() {
        take("create table a (b int, c int, d int, constraint k unique (b, c)); create index i on a (d, b)");
        assertThat(schema.isIndexed("a", List.of("b"))).isTrue();
        assertThat(schema.isIndexed("a", List.of("c", "b"))).isTrue();
        assertThat(schema.isIndexed("a", List.of("d"))).isTrue();
        assertThat(schema.isIndexed("a", List.of("c"))).isFalse();
        assertThat(schema.isIndexed("a", List.of("b", "c", "d"))).isFalse();
        take("drop index i");
        assertThat(schema.isIndexed("a", List.of("d"))).isFalse();
        assertThat(schema.index("i")).isEmpty();
    }

    @Test
    void aDroppedTableTakesAllOfItAlong() {
        take("create table a (b int constraint k primary key); create index i on a (b); drop table a");
        assertThat(schema.type("a", "b")).isNull();
        assertThat(schema.constraints("a")).isEmpty();
        assertThat(schema.index("i")).isEmpty();
    }

    @Test
    void aTableIsThereFromItsCreationOn() {
        assertThat(schema.has("a")).isFalse();
        take("create table a as select 1");
        assertThat(schema.has("a")).isTrue();
        take("alter table a rename to z");
        assertThat(schema.has("a")).isFalse();
        take("drop table z");
        assertThat(schema.has("z")).isFalse();
    }

    @Test
    void aRenamedTableKeepsItsIndexesAndNoOther() {
        take("create table a (b int); create index i on a (b); create index j on y (b); alter table a rename to z");
        assertThat(schema.isIndexed("z", List.of("b"))).isTrue();
        assertThat(schema.isIndexed("a", List.of("b"))).isFalse();
        assertThat(schema.index("j").orElseThrow().table()).isEqualTo("y");
    }

    @Test
    void aDroppedColumnTakesItsConstraintsAndIndexesAlong() {
        take(
                "create table a (b int, c int, constraint k unique (b, c), constraint l unique (c)); create index i on a (b);"
                        + " create index j on z (b); alter table a drop column b");
        assertThat(schema.constraints("a"))
                .extracting(ConstraintDefinition::name)
                .containsExactly("l");
        assertThat(schema.index("i")).isEmpty();
        assertThat(schema.index("j")).isPresent();
    }

    @Test
    void aDroppedKeyTakesItsIndexAlong() {
        take("create table a (b int); create unique index k on a (b); create index i on a (c);"
                + " alter table a add constraint k unique using index k");
        assertThat(schema.isIndexed("a", List.of("b"))).isTrue();
        take("alter table a drop constraint k");
        assertThat(schema.isIndexed("a", List.of("b"))).isFalse();
        assertThat(schema.isIndexed("a", List.of("c"))).isTrue();
    }

    private void take(String sql) {
        for (var step : ScriptStatement.of(sql)) {
            ParsedStatement.of(step).actions().forEach(schema::take);
        }
    }
}
