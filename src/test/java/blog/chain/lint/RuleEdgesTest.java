package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of each rule: forms that it must find though they look otherwise, and forms that only look like it. */
@Tag("own-server")
final class RuleEdgesTest {
    private static final String CHANGE = "V20260201000000__change.sql";

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        write("V20260101000000__start.sql", """
                create table users (id bigint, name varchar(50) not null, email text, age numeric(10, 2),
                  constraint users_pkey primary key (id), constraint users_email_key unique (email));
                create unique index users_name_key on users (name);
                create index users_age_idx on users (age);""");
        write("U20260101000000__start.sql", "drop table users;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            named                  | create table a (b text unique)                                      | true
            named                  | create table a (b text not null)                                    | false
            named                  | create table a (b text constraint a_b_key unique)                   | false
            name-convention        | alter table users add constraint users_id_fkey foreign key (id) references users (id) on delete cascade | false
            name-convention        | alter table users add constraint users_fk foreign key (id) references users (id) on delete cascade | true
            name-convention        | alter table users add constraint users_name_email_key unique (name, email) | false
            name-convention        | alter table users add constraint users_email_name_key unique (name, email) | true
            name-convention        | create unique index concurrently users_name on users (name)         | true
            name-convention        | create index concurrently users_name_key on users (name)            | true
            name-convention        | alter table users add constraint users_any_check check (id > 0) not valid | false
            comment                | create table a (b text); comment on table a is 'x'; comment on column a.b is 'x' | false
            comment                | create table a (b text); comment on table a is 'x'; comment on column z.b is 'x' | true
            lock-timeout           | set local lock_timeout = '2s'; drop table users                     | false
            lock-timeout           | drop table users                                                    | true
            lock-timeout           | create table a (b bigint, constraint a_b_fkey foreign key (b) references users (id) on delete cascade) | true
            lock-timeout           | create table a (b bigint)                                           | false
            lock-timeout           | comment on table users is 'x'                                       | false
            lock-timeout           | create index concurrently users_email_idx on users (email)          | false
            lock-timeout           | update users set name = 'x' where id = 1                            | true
            lock-timeout           | create trigger t before update on users for each row execute function f() | true
            lock-timeout           | alter table users drop column email; set local lock_timeout = '2s'  | true
            lock-timeout           | set lock_timeout = '2s'; alter table users drop column email        | true
            lock-timeout           | set lock_timeout = '2s'; alter table users drop column email; reset lock_timeout | false
            index-concurrently     | create index users_b on only public.users (email)                   | true
            concurrently-alone     | set lock_timeout = '2s'; drop index concurrently users_age_idx      | true
            reindex-concurrently   | refresh materialized view counted                                   | true
            reindex-concurrently   | refresh materialized view concurrently counted                      | false
            reindex-concurrently   | alter table users detach partition p                                | true
            disable-trigger        | set session_replication_role = replica                              | true
            disable-trigger        | alter table users disable row level security                        | false
            constraint-not-valid   | alter table users add column a bigint default 1 references users (id) | true
            constraint-not-valid   | alter table users add constraint users_x_excl exclude using gist (id with =) | false
            unique-using-index     | alter table users add constraint users_x_excl exclude using gist (id with =) | true
            unique-using-index     | alter table users add column a int unique                           | true
            unique-using-index     | create table a (b int unique)                                       | false
            set-not-null           | alter table users alter name set not null                           | true
            set-not-null           | alter table users alter name set default 'x'                        | false
            not-null-needs-default | alter table users add a bigint not null generated always as identity | false
            not-null-needs-default | alter table users add a text not null generated always as (name) stored | false
            not-null-needs-default | alter table users add a int primary key                             | true
            not-null-needs-default | create table a (b int not null)                                     | false
            on-delete              | alter table users add constraint users_id_fkey foreign key (id) references users (id) on update cascade | true
            on-delete              | alter table users add a bigint references users on delete no action | false
            domain-constraint      | create domain d as text check (value > '')                          | false
            column-rewrites        | alter table users add a int default 7 + length('x')                 | true
            column-rewrites        | alter table users add a timestamptz default current_timestamp       | false
            column-rewrites        | alter table users add a bigserial                                   | true
            column-rewrites        | create table a (b uuid default gen_random_uuid())                   | false
            type-change            | alter table users alter age type numeric(12, 2)                     | false
            type-change            | alter table users alter age type numeric(12, 3)                     | true
            type-change            | alter table users alter age type numeric                            | false
            type-change            | alter table users alter name type text                              | false
            type-change            | alter table users alter email type varchar(9)                       | true
            type-change            | alter table users alter unknown type text                           | true
            type-change            | create table a (b int); alter table a alter b type bigint           | false
            backfill-apart         | alter table users drop column age; delete from users where id = 1   | true
            backfill-apart         | alter table users alter name set default 'x'; update users set name = 'x' where id = 1 | false
            backfill-apart         | create table a (b int); alter table a add c int; update a set c = 1 where b = 1 | false
            prefer-identity        | alter table users add a serial                                      | true
            prefer-timestamptz     | alter table users alter name type timestamp                         | true
            prefer-timestamptz     | create table a (b timestamp[])                                      | true
            no-money               | create table a (b time with time zone)                              | true
            no-money               | create table a (b time)                                             | false
            bigint-key             | create table a (b int, constraint a_pkey primary key (b))           | true
            bigint-key             | create table a (b int, c int, constraint a_pkey primary key (b, c)) | false
            bigint-key             | create table a (b smallserial)                                      | true
            primary-key            | create table a (b int, constraint a_pkey primary key (b))           | false
            primary-key            | create table a (like users including all)                           | true
            primary-key            | create table a partition of users for values in (1)                 | false
            drop-column            | alter table users drop constraint users_email_key                   | false
            drop-key               | drop index concurrently users_name_key                              | true
            drop-key               | drop index concurrently users_age_idx                               | false
            drop-key               | alter table users drop constraint users_pkey                        | true
            drop-object            | alter function f() rename to g                                      | true
            drop-object            | alter function f() owner to boss                                    | false
            drop-object            | drop materialized view v                                            | true
            drop-object            | drop view if exists v                                               | true
            enum-value             | alter type mood rename value 'sad' to 'glad'                        | true
            enum-value             | alter type mood rename to moods                                     | false
            drop-cascade           | truncate users cascade                                              | true
            drop-cascade           | alter table users drop constraint users_pkey cascade                | true
            update-all             | update users set name = 'x' from users u where u.id = users.id      | false
            rows-lost              | truncate table only users                                           | true
            rows-lost              | delete from users using users u where u.id = 1                      | false
            transaction-nesting    | start transaction; select 1; end                                    | true
            transaction-nesting    | savepoint a                                                         | true
            transaction-nesting    | select 'commit'                                                     | false
            if-exists              | alter table if exists users add a int                               | true
            if-exists              | create index concurrently if not exists users_b_idx on users (name) | true
            if-exists              | select case when exists (select 1) then 1 end                       | false
            beyond-schema          | alter system set work_mem = '1GB'                                   | true
            beyond-schema          | alter database blog set timezone = 'UTC'                            | true
            foreign-key-index      | alter table users add a bigint references users (id) on delete cascade | true
            foreign-key-index      | alter table users add constraint users_id_fkey foreign key (id) references users (id) on delete cascade | false
            foreign-key-index      | create table a (b bigint references users (id), constraint a_b_key unique (b)) | false
            foreign-key-index      | create table a (b bigint references users (id), c int, constraint a_c_key unique (c, b)) | true
            foreign-key-index      | create table a (b bigint references users (id)); drop table a       | false
            readable               | select "open                                                        | true
            migration-does-nothing | set lock_timeout = '2s'; reset lock_timeout                         | false
            """)
    @CsvFileSource(resources = "edges.txt", delimiter = '|', quoteCharacter = '`')
    void whereARuleEnds(String rule, String sql, boolean fires) throws IOException {
        write(CHANGE, sql);
        write(CHANGE.replace('V', 'U'), "select 1;");
        assertThat(new MigrationLinter(folder).run())
                .filteredOn(finding -> finding.file().equals(CHANGE))
                .extracting(finding -> finding.rule().id())
                .satisfies(found -> assertThat(found.contains(rule)).isEqualTo(fires));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
