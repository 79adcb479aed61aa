package blog.tools.populate;

import static blog.schema.Tables.USERS;

import blog.platform.problem.CannotRunException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Allocates the numbers of new rows: ids from the tables' own sequences, and the numbers of populated users. */
final class IdAllocator {
    /** A domain that can never exist, by which populated users are known again. */
    private static final String DOMAIN = "@populated.example";

    private static final int TRIES = 10;

    private final DSLContext sql;

    IdAllocator(DSLContext sql) {
        this.sql = sql;
    }

    static String email(String username, int number) {
        return username + "." + number + DOMAIN;
    }

    /** Returns the number of names already taken. */
    int populatedUsers() {
        var number = DSL.splitPart(DSL.splitPart(USERS.EMAIL, DSL.inline("@"), 1), DSL.inline("."), 2);
        var last = sql.select(DSL.max(number.cast(SQLDataType.INTEGER)))
                .from(USERS)
                .where(USERS.EMAIL.likeRegex("^[a-z]+[0-9]*\\.[0-9]{1,8}" + DOMAIN.replace(".", "\\.") + "$"))
                .fetchSingle()
                .value1();
        return last == null ? 0 : last + 1;
    }

    /**
     * Takes ids out of a table's sequence, for rows whose ids have to be known beforehand.
     *
     * @return the first of them; the others follow without a gap
     */
    long reserve(Table<?> table, TableField<?, Long> id, int count) {
        Field<Long> next = DSL.function(
                DSL.name("nextval"),
                SQLDataType.BIGINT,
                DSL.function(
                        DSL.name("pg_get_serial_sequence"),
                        SQLDataType.VARCHAR,
                        DSL.inline(table.getName()),
                        DSL.inline(id.getName())));
        var taken = DSL.select(next.as("id")).from(DSL.generateSeries(1, count)).asTable("taken");
        var number = taken.field("id", Long.class);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var range = sql.select(DSL.min(number), DSL.max(number)).from(taken).fetchSingle();
            if (range.value2() - range.value1() + 1 == count) return range.value1();
        }
        throw new CannotRunException("Others are writing to " + table.getName()
                + " all the time, so no run of ids could be reserved: populate while the service is stopped.");
    }
}
