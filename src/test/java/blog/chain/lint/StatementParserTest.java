package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.migrations.SqlToken;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement is read as what it does, however it is written. */
final class StatementParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create index a_b_idx on a (b)                                   | CreateIndex[name=a_b_idx, table=a, columns=[b], unique=false, concurrent=false]
            create unique index concurrently a_b_key on a (b, c)            | CreateIndex[name=a_b_key, table=a, columns=[b, c], unique=true, concurrent=true]
            create index concurrently if not exists i on only x.a using gin (b) where c > 0 | CreateIndex[name=i, table=a, columns=[b], unique=false, concurrent=true]
            create index on a (lower(b), c desc)                            | CreateIndex[name=null, table=a, columns=[lower, c], unique=false, concurrent=false]
            CREATE INDEX "Odd ""o" ON a (b)                                 | CreateIndex[name=Odd "o, table=a, columns=[b], unique=false, concurrent=false]
            drop index concurrently if exists i, x.j cascade                | DropIndex[names=[i, j], concurrent=true]
            drop index i                                                    | DropIndex[names=[i], concurrent=false]
            drop table if exists a, x.b                                     | DropTable[tables=[a, b]]
            drop trigger t on a                                             | MakeTrigger[table=a]
            create or replace trigger t before update of b, c on a for each row execute function f() | MakeTrigger[table=a]
            create constraint trigger t after insert on x.a for each row execute function f() | MakeTrigger[table=a]
            alter table a drop column b                                     | DropColumn[table=a, column=b]
            alter table a drop if exists b cascade                          | DropColumn[table=a, column=b]
            alter table a drop constraint if exists b                       | DropConstraint[table=a, constraint=b]
            alter table if exists only a rename column b to c               | RenameColumn[table=a, column=b, to=c]
            alter table a rename b to c                                     | RenameColumn[table=a, column=b, to=c]
            alter table a rename to b                                       | RenameTable[table=a, to=b]
            alter table a alter b set not null                              | SetNotNull[table=a, column=b]
            alter table a alter column b drop not null                      | DropNotNull[table=a, column=b]
            alter table a alter b type varchar(9)                           | ChangeType[table=a, column=b, type=varchar(9), converts=false]
            alter table a alter column b set data type text using c + d     | ChangeType[table=a, column=b, type=text, converts=true]
            alter table a alter column b type varchar(9) collate "C" using b | ChangeType[table=a, column=b, type=varchar(9), converts=true]
            alter table a validate constraint b                             | Validate[table=a, constraint=b]
            alter table a alter b type varchar(9) collate "C"               | ChangeType[table=a, column=b, type=varchar(9), converts=true]
            create policy p on x.a using (b > 0)                            | MakeTrigger[table=a]
            drop policy if exists p on a                                    | MakeTrigger[table=a]
            comment on table x.a is 'why'                                   | Describe[table=a, column=null]
            comment on column x.a.b is 'why'                                | Describe[table=a, column=b]
            comment on column a.b is null                                   | Describe[table=a, column=b]
            truncate table only a, b restart identity                       | ChangeRows[verb=truncate, table=a, chosen=false] ChangeRows[verb=truncate, table=b, chosen=false]
            truncate a *, only x.b cascade                                  | ChangeRows[verb=truncate, table=a, chosen=false] ChangeRows[verb=truncate, table=b, chosen=false]
            with recursive c (d) as (select 1), e as (update f set g = 1 returning 1) update a set b = 1 where c = 2 | ChangeRows[verb=update, table=a, chosen=true]
            with c as (select 1 where true) delete from only a              | ChangeRows[verb=delete, table=a, chosen=false]
            alter table a rename "constraint" to c                          | RenameColumn[table=a, column=constraint, to=c]
            alter table a alter "constraint" set not null                   | SetNotNull[table=a, column=constraint]
            alter table a drop "constraint"                                 | DropColumn[table=a, column=constraint]
            update only a set b = 1                                         | ChangeRows[verb=update, table=a, chosen=false]
            update a set b = (select 1 where true)                          | ChangeRows[verb=update, table=a, chosen=false]
            update a x set b = 1 from c where c.id = x.id                   | ChangeRows[verb=update, table=a, chosen=true]
            delete from a using b where a.id = b.id                         | ChangeRows[verb=delete, table=a, chosen=true]
            /* delete from b */ delete /* where false */ from a             | ChangeRows[verb=delete, table=a, chosen=false]
            """)
    void oneThing(String sql, String actions) {
        assertThat(read(sql)).isEqualTo(actions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- drop table a",
                "select 'drop table a'",
                "create function f() returns void language plpgsql as $$ begin drop table a; end $$",
                "do $$ begin delete from a; end $$",
                "create view drops as select 1",
                "comment on function f() is 'x'",
                "comment on column a is 'x'",
                "insert into a select 1",
                "drop view a",
                "with a as (select 1) select * from a for update",
                "with a as (select 1)",
                "insert into a select 1 on conflict do update set b = 1",
                "alter view a rename column b to c",
                "create"
            })
    void whatNoRuleCaresForIsPassedOver(String sql) {
        assertThat(read(sql)).isEmpty();
    }

    @Test
    void alterTableIsCutAtItsOwnCommas() {
        assertThat(read("""
                alter table a
                  add column b numeric(10, 2) default round(1.5, 0),
                  add constraint a_b_check check (b in (1, 2)) not valid,
                  drop column c,
                  set (fillfactor = 70, autovacuum_enabled = off)"""))
                .matches("AddColumn\\[table=a.* AddConstraint\\[.* DropColumn\\[table=a, column=c] Alter\\[table=a.*");
    }

    @Test
    void aTableIsReadWithItsColumnsAndConstraints() {
        var made =
                (DdlAction.CreateTable) StatementParser.of(SqlToken.of("""
                        create table if not exists x.a (
                          b bigint primary key,
                          like c including all,
                          d text,
                          constraint a_d_key unique (d),
                          check (b > 0))""", 1)).getFirst();
        assertThat(made.table()).isEqualTo("a");
        assertThat(made.plain()).isTrue();
        assertThat(made.columns()).extracting(ColumnDefinition::name).containsExactly("b", "d");
        assertThat(made.columns()).extracting(ColumnDefinition::line).containsExactly(2, 4);
        assertThat(made.constraints()).extracting(ConstraintDefinition::name).containsExactly("a_d_key", null);
    }

    /** Tables whose columns are defined elsewhere, or which is nobody else's: neither needs a key or comments. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temporary table a (b int)",
                "create temp table a (b int)",
                "create table a as select 1",
                "create table a partition of b for values in (1)",
                "create table a (b int) inherits (c)"
            })
    void notEveryTableHasAShapeOfItsOwn(String sql) {
        assertThat(read(sql)).contains("plain=false");
    }

    @Test
    void anActKnowsItsLine() {
        var actions = StatementParser.of(SqlToken.of("alter table a\n  drop column b,\n\n  drop column c", 7));
        assertThat(actions).extracting(DdlAction::line).containsExactly(8, 10);
    }

    private static String read(String sql) {
        return StatementParser.of(SqlToken.of(sql, 1)).stream()
                .map(action -> action.toString().replaceAll(", line=\\d+]", "]"))
                .collect(Collectors.joining(" "));
    }
}
