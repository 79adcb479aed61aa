package blog.chain.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DDLFlag;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.impl.DSL;

/**
 * Pending migrations as one script, to be run by other means than Blog: each in a transaction where possible, with the
 * history row by which Blog knows it, and under Flyway's lock.
 */
record PendingSql(MigrationScripts scripts, List<MigrationScript> pending, int rank, long lock) {
    private static final String HEAD = """
            -- Without this, psql goes on after an error. It is psql's own: leave the line out for any other program.
            \\set ON_ERROR_STOP on
            -- The lock of ./blog db migrate. An index that is built concurrently would wait for whoever waits for it.
            do $$ begin
              if not pg_try_advisory_lock(%d) then
                raise exception 'Another run is migrating this database: try again when it has ended.';
              end if;
            end $$;

            """;

    private static final DSLContext SQL = DSL.using(
            SQLDialect.POSTGRES,
            new org.jooq.conf.Settings()
                    .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                    .withRenderFormatted(false));

    String text() {
        if (pending.isEmpty()) return "-- Nothing is pending.\n";
        var text = new StringBuilder(HEAD.formatted(lock));
        if (rank == 0) text.append("-- What Blog keeps its history in.\n").append(table());
        for (int i = 0; i < pending.size(); i++) text.append(one(pending.get(i), rank + 1 + i));
        return text.append("select pg_advisory_unlock(")
                .append(lock)
                .append(");\n")
                .toString();
    }

    private static String table() {
        return SQL.ddl(FLYWAY_SCHEMA_HISTORY, DDLFlag.TABLE, DDLFlag.PRIMARY_KEY)
                        .queryStream()
                        .map(query -> SQL.renderInlined(query) + ";\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private String one(MigrationScript script, int number) {
        var forward = scripts.forward(script);
        var tokens = SqlToken.of(forward, 1);
        boolean ended = tokens.isEmpty() || tokens.getLast().is(";");
        var body = forward.stripTrailing() + (ended ? "\n" : "\n;\n");
        boolean transactional = scripts.transactional(script);
        return "-- " + script.file() + (transactional ? "" : " (outside a transaction)") + "\n"
                + (transactional ? "begin;\n" : "") + body + row(script, number) + ";\n"
                + (transactional ? "commit;\n\n" : "\n");
    }

    private static String row(MigrationScript script, int number) {
        var history = FLYWAY_SCHEMA_HISTORY;
        return SQL.renderInlined(SQL.insertInto(history)
                .set(history.INSTALLED_RANK, number)
                .set(history.VERSION, script.version())
                .set(history.DESCRIPTION, script.description())
                .set(history.TYPE, "SQL")
                .set(history.SCRIPT, script.file())
                .set(history.CHECKSUM, script.checksum())
                .set(history.INSTALLED_BY, DSL.currentUser())
                .set(history.EXECUTION_TIME, 0)
                .set(history.SUCCESS, true));
    }
}
