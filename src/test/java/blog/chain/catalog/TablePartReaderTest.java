package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.ScratchTransaction;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns, constraints, indexes and triggers are read with all that statements can change of them. */
final class TablePartReaderTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();
    private static Catalog before = new Catalog(List.of());

    @BeforeAll
    static void build() {
        var sql = new Sql(LOGIN);
        sql.run("create table parents (id bigint generated always as identity constraint parents_pkey primary key,"
                + " name text, constraint parents_name_key unique (name))");
        sql.run("create table children (parent_id bigint constraint children_parent_id_fkey"
                + " references parents (id) on delete cascade, span int4range, length int, words text,"
                + " doubled int generated always as (length * 2) stored,"
                + " tripled int generated always as (length * 3) virtual,"
                + " constraint children_span_excl exclude using gist (span with &&),"
                + " constraint children_length_check check (length > 0))");
        sql.run("create index children_words_idx on children (lower(words)) where length > 0");
        sql.run("create function keep() returns trigger language plpgsql as 'begin return new; end'");
        sql.run("create trigger children_keep before update on children for each row execute function keep()");
        try (var scratch = new ScratchTransaction(LOGIN)) {
            before = Catalog.of(scratch.sql());
        }
    }

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    /** Several differences of one alteration are separated by two semicolons. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            alter table parents alter id drop identity                         | changed  column parents.id: identity always, here none | true
            alter table children alter doubled drop expression                 | changed  column children.doubled: generated stored: (length * 2), here none | true
            alter table children alter doubled set expression as (length * 4)  | changed  column children.doubled: generated stored: (length * 2), here stored: (length * 4) | true
            alter table children drop tripled, add tripled int generated always as (length * 3) stored | changed  column children.tripled: generated virtual: (length * 3), here stored: (length * 3) | true
            alter table children alter words set default now()::text           | changed  column children.words: default none, here (now())::text | true
            alter table children drop constraint children_span_excl            | missing  constraint children_span_excl on children: EXCLUDE USING gist (span WITH &&) | true
            alter table children drop constraint children_span_excl, add constraint children_span_excl exclude using gist (span with &&) where (length > 3) | changed  constraint children_span_excl on children: definition EXCLUDE USING gist (span WITH &&), here EXCLUDE USING gist (span WITH &&) WHERE (length > 3) | true
            alter table children alter constraint children_parent_id_fkey deferrable | changed  constraint children_parent_id_fkey on children: definition FOREIGN KEY (parent_id) REFERENCES parents(id) ON DELETE CASCADE, here FOREIGN KEY (parent_id) REFERENCES parents(id) ON DELETE CASCADE DEFERRABLE | true
            alter table children drop constraint children_parent_id_fkey, add constraint children_parent_id_fkey foreign key (parent_id) references parents (id) on delete set null | changed  constraint children_parent_id_fkey on children: definition FOREIGN KEY (parent_id) REFERENCES parents(id) ON DELETE CASCADE, here FOREIGN KEY (parent_id) REFERENCES parents(id) ON DELETE SET NULL | true
            alter table children drop constraint children_length_check, add constraint children_length_check check (length > 1) | changed  constraint children_length_check on children: definition CHECK (length > 0), here CHECK (length > 1) | true
            alter table children drop constraint children_length_check, add constraint children_length_check check (length > 0) no inherit not valid | changed  constraint children_length_check on children: definition CHECK (length > 0), here CHECK (length > 0) NO INHERIT ;; changed  constraint children_length_check on children: validated yes, here no | true
            alter table parents drop constraint parents_name_key, add constraint parents_name_key unique nulls not distinct (name) | changed  constraint parents_name_key on parents: definition UNIQUE (name), here UNIQUE NULLS NOT DISTINCT (name) | true
            alter table children add constraint children_length_key unique (length) | extra    constraint children_length_key on children: UNIQUE (length) | true
            alter table children add constraint children_words_not_null not null words not valid | changed  column children.words: nullable yes, here no ;; extra    constraint children_words_not_null on children: NOT NULL words | true
            drop index children_words_idx; create index children_words_idx on children (lower(words)) where length > 1 | changed  index children_words_idx: definition CREATE INDEX children_words_idx ON children USING btree (lower(words)) WHERE length > 0, here CREATE INDEX children_words_idx ON children USING btree (lower(words)) WHERE length > 1 | false
            drop index children_words_idx; create unique index children_words_idx on children (words) | changed  index children_words_idx: definition CREATE INDEX children_words_idx ON children USING btree (lower(words)) WHERE length > 0, here CREATE UNIQUE INDEX children_words_idx ON children USING btree (words) ;; changed  index children_words_idx: unique no, here yes | true
            create index children_length_idx on only children using brin (length) | extra    index children_length_idx: CREATE INDEX children_length_idx ON children USING brin (length) | false
            alter table children enable always trigger children_keep           | changed  trigger children_keep on children: enabled yes, here always | true
            alter table children enable replica trigger children_keep          | changed  trigger children_keep on children: enabled yes, here on replicas | true
            alter table children disable trigger user                          | changed  trigger children_keep on children: enabled yes, here no | true
            create trigger later after insert on parents for each row execute function keep(); alter table parents disable trigger later | extra    trigger later on parents: CREATE TRIGGER later AFTER INSERT ON parents FOR EACH ROW EXECUTE FUNCTION keep() | false
            comment on constraint parents_name_key on parents is 'Why.'        | changed  constraint parents_name_key on parents: comment none, here Why. | false
            comment on trigger children_keep on children is 'Why.'             | changed  trigger children_keep on children: comment none, here Why. | false
            """)
    void anAlterationIsADifference(String alteration, String differences, boolean breaking) {
        try (var scratch = new ScratchTransaction(LOGIN)) {
            scratch.run(alteration);
            var drift = before.driftOf(Catalog.of(scratch.sql()));
            assertThat(drift.differences().stream().map(DriftText::of).collect(Collectors.joining(" ;; ")))
                    .isEqualTo(differences);
            assertThat(drift.breaking()).isEqualTo(breaking);
        }
    }
}
