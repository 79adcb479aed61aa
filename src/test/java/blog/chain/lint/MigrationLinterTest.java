package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what it is for, and leaves its own recipe alone. */
@Tag("own-server")
final class MigrationLinterTest {
    private static final String CHANGE = "V20260201000000__change.sql";
    private static final String BASE = """
            create table users (
              id bigint generated always as identity,
              name varchar(50) not null,
              email text,
              constraint users_pkey primary key (id),
              constraint users_email_key unique (email)
            );
            comment on table users is 'Who writes.';
            comment on column users.id is 'Number.';
            comment on column users.name is 'Name.';
            comment on column users.email is 'Address.';
            """;

    /** rule | what it finds | what it leaves alone */
    private static final String EXAMPLES = """
            named | alter table users add check (name <> '') not valid | alter table users add constraint users_name_check check (name <> '') not valid
            named | create index concurrently on users (name) | create index concurrently users_name_idx on users (name)
            name-convention | create index concurrently by_name on users (name) | create unique index concurrently users_name_key on users (name)
            name-convention | alter table users add constraint good_names check (name <> '') not valid | alter table users drop constraint good_names
            name-length | alter table users add column aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa text | alter table users add column a text
            comment | alter table users add column bio text | alter table users add column bio text; comment on column users.bio is 'x'
            comment | create table a (id bigint, constraint a_pkey primary key (id)); comment on column a.id is 'x' | create temporary table a as select 1
            lock-timeout | alter table users add column bio text | set local lock_timeout = '2s'; alter table users add column bio text
            index-concurrently | create index users_name_idx on users (name) | create index concurrently users_name_idx on users (name)
            index-concurrently | create unique index users_name_key on "users" (name) | create table a (b text); create index a_b_idx on a (b)
            index-drop-concurrently | drop index users_name_idx | drop index concurrently users_name_idx
            concurrently-alone | create index concurrently users_name_idx on users (name); select 1 | create index concurrently users_name_idx on users (name)
            outside-transaction | reindex index concurrently users_name_key | vacuum users
            outside-transaction | alter table users detach partition a concurrently | alter table users detach partition a
            outside-transaction | cluster | create index concurrently users_name_idx on users (name)
            reindex-concurrently | reindex table users | reindex table concurrently users
            disable-trigger | alter table users disable trigger all | alter table users enable trigger x
            lock-table | lock table users in exclusive mode | select 1 -- lock table users
            constraint-not-valid | alter table users add constraint users_name_check check (name <> '') | alter table users add constraint users_name_check check (name <> '') not valid
            constraint-not-valid | alter table users add column a bigint, add constraint users_a_fkey foreign key (a) references users (id) on delete set null | alter table users add column a bigint references users (id)
            constraint-not-valid | alter table users add column a text constraint users_a_check check (a <> '') | create table a (b text check (b <> ''))
            validate-apart | alter table users add constraint users_name_check check (name <> '') not valid; alter table users validate constraint users_name_check | alter table users validate constraint users_name_check
            unique-using-index | alter table users add constraint users_name_key unique (name) | alter table users add constraint users_name_key unique using index users_name_key
            set-not-null | alter table users alter column email set not null | create table a (b text); alter table a alter column b set not null
            not-null-needs-default | alter table users add column a text not null | alter table users add column a text not null default ''
            not-null-needs-default | alter table users add a int not null, add b int | alter table users add a int, add b int not null default 0
            on-delete | create table a (b bigint references users (id)) | create table a (b bigint references users (id) on delete cascade)
            domain-constraint | alter domain d add constraint c check (value > 0) | alter domain d add constraint c check (value > 0) not valid
            column-rewrites | alter table users add column a uuid not null default gen_random_uuid() | alter table users add column a timestamptz not null default now()
            column-rewrites | alter table users add column a bigint generated always as identity | alter table users add column a varchar(20) default cast('x' as varchar(3))
            column-rewrites | alter table users add column a text generated always as (lower(name)) stored | alter table users add column a text generated always as (lower(name)) virtual
            type-change | alter table users alter column name type varchar(40) | alter table users alter column name type varchar(60)
            type-change | alter table users alter name set data type varchar(90) using lower(name) | alter table users alter name set data type character varying (90)
            backfill-apart | alter table users add column a int; update users set a = 1 where a is null | update users set name = 'x' where name is null
            vacuum-full | vacuum full users | vacuum users
            vacuum-full | cluster users | select 1 as cluster
            prefer-identity | create table a (id serial) | create table a (id bigint generated always as identity)
            prefer-timestamptz | create table a (b timestamp) | create table a (b timestamp with time zone)
            no-char | create table a (b character(3)) | create table a (b character varying(3))
            prefer-jsonb | create table a (b json) | create table a (b jsonb)
            bigint-key | create table a (id integer generated always as identity) | create table a (id integer, n bigint generated always as identity)
            no-money | create table a (b money) | create table a (b numeric(10,2))
            primary-key | create table a (b int) | create table a (b int primary key)
            drop-column | alter table users drop column email | create table a (b int, c int); alter table a drop column c
            drop-table | drop table users | create table a (b int); drop table a
            rename-column | alter table users rename column name to title | alter table users rename constraint a to b
            rename-table | alter table users rename to people | create view people as select * from users
            drop-key | alter table users drop constraint users_email_key | alter table users drop constraint users_email_check
            drop-not-null | alter table users alter column name drop not null | alter table users alter column name drop default
            drop-object | drop function posts_with_words(text) | drop trigger a on users
            enum-value | alter type mood add value 'sad' | create type mood as enum ('glad')
            drop-cascade | drop table users cascade | alter table users add constraint users_a_fkey foreign key (a) references users (id) on delete cascade
            drop-cascade | alter table users drop column email cascade | alter table users drop column email
            rows-lost | truncate users | create table a (b int); truncate a
            rows-lost | delete from users | delete from users where id = 1
            update-all | update users set name = (select 'x' where true) | update users set name = 'x' where name is null
            readable | select 'open | select 'closed'
            migration-does-nothing | -- nothing | select 1
            migration-does-nothing | set local lock_timeout = '2s' | set local lock_timeout = '2s'; select 1
            transaction-nesting | begin; select 1; commit | create function f() returns void language plpgsql as $$ begin end $$
            if-exists | drop table if exists users | create function f() returns void language plpgsql as $$ begin if exists (select 1) then end if; end $$
            beyond-schema | create role boss | create table roles (role text)
            foreign-key-index | create table a (b bigint references users (id)) | create table a (b bigint references users (id)); create index a_b_idx on a (b)
            exception | -- lint: allow rows-lost: nothing here\\nselect 1 | -- lint: allow rows-lost: nobody writes yet\\ntruncate users
            exception | -- lint: allow rows-lost:\\ntruncate users | /* lint: allow */ select 1
            exception | -- lint: allow rows: why not\\ntruncate users | select 1
            """;

    record Example(String rule, String bad, String good) {}

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        write("V20260101000000__start.sql", BASE);
        write("U20260101000000__start.sql", "set local lock_timeout = '2s'; drop table users;");
    }

    @ParameterizedTest
    @MethodSource
    void aRuleFindsWhatItIsFor(Example example) throws IOException {
        assertThat(foundIn(example.bad)).as(example.bad).contains(example.rule);
        assertThat(foundIn(example.good)).as(example.good).doesNotContain(example.rule);
    }

    static List<Example> aRuleFindsWhatItIsFor() {
        return EXAMPLES.lines()
                .map(line -> line.split(" \\| "))
                .map(part -> new Example(part[0], part[1].replace("\\n", "\n"), part[2].replace("\\n", "\n")))
                .toList();
    }

    @Test
    void everyRuleHasAnExample() {
        var elsewhere = Set.of(
                "file-name", "pair", "version-unique", "version-newest", "landed", "not-landed", "undo-does-nothing");
        var shown = aRuleFindsWhatItIsFor().stream().map(Example::rule).collect(Collectors.toSet());
        shown.addAll(elsewhere);
        assertThat(MigrationLinter.rules())
                .extracting(LintRule::id)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(shown).contains(id));
    }

    @Test
    void theRecipeForNotNullIsLeftAlone() throws IOException {
        change(
                "V20260201000000__one.sql",
                "alter table users add constraint users_email_check check (email is not null) not valid;");
        change("V20260202000000__two.sql", "alter table users validate constraint users_email_check;");
        change(
                "V20260203000000__three.sql",
                "alter table users alter column email set not null, drop constraint users_email_check;");
        assertThat(rules()).isEmpty();
    }

    @Test
    void aFindingNamesPlaceReasonAndRecipe() throws IOException {
        change("V20260201000000__change.sql", "\n-- why\nalter table users\n  add column age integer not null;\n");
        var finding = new MigrationLinter(folder)
                .run().stream()
                        .filter(each -> each.rule().id().equals("not-null-needs-default"))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.text(Path.of("db-migrations")))
                .startsWith("db-migrations/V20260201000000__change.sql:4: not-null-needs-default: age is NOT NULL")
                .contains("    why It fails where there are rows", "    do  alter table users add column age");
    }

    @Test
    void aUScriptDoesSomething() throws IOException {
        write("V20260201000000__one.sql", "select 1;");
        for (var nothing : List.of("", "-- nothing", "set local lock_timeout = '2s';")) {
            write("U20260201000000__one.sql", nothing);
            assertThat(rules()).containsExactly("undo-does-nothing");
        }
        write("U20260201000000__one.sql", "-- Rows that were filled in may stay.\nselect 1;");
        assertThat(rules()).isEmpty();
    }

    @Test
    void namesPairsAndVersions() throws IOException {
        write("V1__Short.sql", "select 1;");
        write("V20260201000000__lonely.sql", "select 1;");
        change("V20260202000000__one.sql", "select 1;");
        change("V20260202000000__two.sql", "select 1;");
        assertThat(rules()).contains("file-name", "pair", "version-unique").doesNotContain("version-newest");
    }

    @Test
    void flywayIsToldWhatCannotRunInATransaction() throws IOException {
        write(CHANGE, "\nreindex /* so */ (concurrently, verbose) table users;");
        write(CHANGE.replace('V', 'U'), "reindex table concurrently users;");
        assertThat(new MigrationLinter(folder)
                        .run().stream().filter(each -> each.rule().id().equals("outside-transaction")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text(Path.of("here")))
                        .startsWith("here/" + CHANGE + ":2: ")
                        .contains("Put a file " + CHANGE + ".conf beside it", "executeInTransaction=false"));
        write(CHANGE + ".conf", "executeInTransaction=true\n");
        assertThat(rules()).contains("outside-transaction");
        write(CHANGE + ".conf", "executeInTransaction=false\n");
        assertThat(rules()).doesNotContain("outside-transaction");
    }

    @Test
    void whatHasLandedStays() throws IOException {
        new MigrationLinter(folder).land();
        assertThat(new MigrationLinter(folder).run()).isEmpty();
        write("V20260101000000__start.sql", BASE.replace("\n", "\r\n"));
        assertThat(new MigrationLinter(folder).run()).isEmpty();

        write("V20260101000000__start.sql", BASE + "select 1;\n");
        new MigrationLinter(folder).land();
        assertThat(rules()).containsExactly("landed");
        Files.delete(folder.resolve("V20260101000000__start.sql"));
        assertThat(new MigrationLinter(folder).run())
                .anySatisfy(finding ->
                        assertThat(finding.wrong()).contains("V20260101000000__start.sql has landed, and is gone"));
    }

    @Test
    void howALandedFileRunsStays() throws IOException {
        write("V20260201000000__fill.sql", "select 1;");
        write("U20260201000000__fill.sql", "select 1;");
        write("V20260201000000__fill.sql.conf", "executeInTransaction=false\n");
        assertThat(new MigrationLinter(folder).run())
                .filteredOn(MigrationLinter::isNote)
                .extracting(Finding::file)
                .contains("V20260201000000__fill.sql.conf");
        new MigrationLinter(folder).land();
        assertThat(new MigrationLinter(folder).run()).isEmpty();

        write("V20260201000000__fill.sql.conf", "executeInTransaction=true\n");
        assertThat(rules()).containsExactly("landed");
        Files.delete(folder.resolve("V20260201000000__fill.sql.conf"));
        assertThat(rules()).containsExactly("landed");
    }

    @Test
    void aLandedFileDoesNotGetAConfigurationLater() throws IOException {
        new MigrationLinter(folder).land();
        write("V20260101000000__start.sql.conf", "executeInTransaction=false\n");
        new MigrationLinter(folder).land();
        assertThat(rules()).containsExactly("landed");
    }

    @Test
    void whatIsNewIsNewerThanWhatHasLanded() throws IOException {
        new MigrationLinter(folder).land();
        change("V20251231000000__late.sql", "select 1;");
        var found = new MigrationLinter(folder).run();
        assertThat(found.stream().filter(each -> !MigrationLinter.isNote(each)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule().id()).isEqualTo("version-newest");
                    assertThat(finding.wrong()).contains("V20260101000000__start.sql has landed before it");
                });
        assertThat(found.stream().filter(MigrationLinter::isNote)).hasSize(2);
    }

    @Test
    void aChecksumLineLeftByAMergeIsNamed() throws IOException {
        write("checksums", "<<<<<<< ours\n");
        assertThatThrownBy(() -> new MigrationLinter(folder).run())
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("checksums:1")
                .hasMessageContaining("merge");
    }

    @Test
    void exceptionsOfLandedFilesAreListedBesideThem() throws IOException {
        change(CHANGE, "truncate users;");
        write("lint-exceptions", "# heading\n" + CHANGE + " rows-lost: nobody had written\n");
        assertThat(rules()).isEmpty();
    }

    @Test
    void nothingExcusesWhatOtherDatabasesWouldTripOver() throws IOException {
        new MigrationLinter(folder).land();
        write("V20260101000000__start.sql", "-- lint: allow landed: a typo\n" + BASE);
        assertThat(rules()).containsExactlyInAnyOrder("landed", "exception");
        write("V20260101000000__start.sql", BASE);

        change("V20251231000000__late.sql", "-- lint: allow version-newest: in a hurry\nselect 1;");
        write("lint-exceptions", "V20251231000000__late.sql not-landed: later\n");
        var found = new MigrationLinter(folder).run();
        assertThat(found).extracting(each -> each.rule().id()).contains("version-newest", "not-landed");
        assertThat(found)
                .extracting(Finding::wrong)
                .contains("version-newest has no exceptions", "not-landed has no exceptions");
    }

    @Test
    void outsideATransactionSetLocalSetsNothing() throws IOException {
        var sql = "lock_timeout = '2s';\nalter table users alter column name set default 'x';";
        write(CHANGE.replace('V', 'U'), "select 1;");
        write(CHANGE, "set local " + sql);
        assertThat(rules()).isEmpty();

        write(CHANGE + ".conf", "executeInTransaction=false\n");
        assertThat(new MigrationLinter(folder).run())
                .filteredOn(each -> each.rule().id().equals("lock-timeout"))
                .extracting(each -> each.text(Path.of("here")))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("here/" + CHANGE + ":1: lock-timeout: set local does nothing outside a transaction")
                        .contains("set lock_timeout = '2s'"))
                .anySatisfy(text -> assertThat(text).contains(":2: lock-timeout: it locks a table that is in use"));
        write(CHANGE, "set " + sql);
        assertThat(rules()).containsExactly("lock-timeout");
        write(CHANGE, "set " + sql + "\nreset lock_timeout;");
        assertThat(rules()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new MigrationLinter(folder.resolve("missing")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("--migrations");
    }

    @Test
    void exceptionsThatCannotBeReadAreNoEmptyList() throws IOException {
        Files.createDirectory(folder.resolve("lint-exceptions"));
        assertThatThrownBy(() -> new MigrationLinter(folder).run())
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("lint-exceptions");
    }

    @Test
    void whatIsNoMigrationIsNotRead() throws IOException {
        write("README.md", "drop table users;");
        Files.createDirectory(folder.resolve("V20260201000000__folder.sql"));
        assertThat(rules()).isEmpty();
    }

    private List<String> foundIn(String sql) throws IOException {
        write(CHANGE, sql);
        write(CHANGE.replace('V', 'U'), "select 1;");
        return new MigrationLinter(folder)
                .run().stream()
                        .filter(finding -> finding.file().equals(CHANGE))
                        .map(finding -> finding.rule().id())
                        .toList();
    }

    private List<String> rules() {
        return new MigrationLinter(folder)
                .run().stream()
                        .filter(finding -> !MigrationLinter.isNote(finding))
                        .map(finding -> finding.rule().id())
                        .toList();
    }

    private void change(String file, String sql) throws IOException {
        write(file, "set local lock_timeout = '2s';" + sql);
        write("U" + file.substring(1), "select 1;");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
