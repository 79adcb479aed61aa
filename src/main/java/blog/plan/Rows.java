package blog.plan;

import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_NAMESPACE;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import blog.problem.CannotRun;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * How many rows the copy is to have.
 *
 * @param each by table
 * @param others of a table that is not named
 */
public record Rows(Map<String, Long> each, long others) {
    private static final long OTHERS = 1_000;
    private static final long MOST = 100_000_000;

    /** @param text {@code 1000}, or {@code users=1000,posts=1000000} */
    public static Rows parse(String text) {
        if (!text.contains("=")) return new Rows(Map.of(), number(text));
        var each = new TreeMap<String, Long>();
        for (var part : text.split(",")) {
            var pair = part.split("=", 2);
            if (pair.length < 2) throw fault(part);
            each.put(pair[0].strip(), number(pair[1]));
        }
        return new Rows(each, OTHERS);
    }

    private static long number(String text) {
        var digits = text.strip().replace("_", "");
        if (!digits.matches("\\d{1,9}") || Long.parseLong(digits) > MOST) throw fault(text);
        return Long.parseLong(digits);
    }

    private static CannotRun fault(String text) {
        return new CannotRun("“" + text + "” is no number of rows from 0 to 100,000,000."
                + " Write --rows 1000, or --rows users=1000,posts=1000000.");
    }

    /** As many as there are, by PostgreSQL's estimate, or counted where it has none. */
    public static Rows live(DSLContext sql) {
        var each = new TreeMap<String, Long>();
        sql.select(PG_CLASS.RELNAME, PG_CLASS.RELTUPLES)
                .from(PG_CLASS)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .where(PG_NAMESPACE.NSPNAME.eq(Shape.SCHEMA))
                .and(PG_CLASS.RELKIND.in("r", "p"))
                .forEach(row -> each.put(
                        row.value1(),
                        row.value2() < 0
                                ? sql.fetchCount(table(name(Shape.SCHEMA, row.value1())))
                                : row.value2().longValue()));
        return new Rows(each, 0);
    }

    long of(String table) {
        return each.getOrDefault(table, others);
    }

    /** Only what somebody typed can name a table that is not there; what was counted may be another program's. */
    void requireKnown(Collection<String> tables) {
        var unknown =
                each.keySet().stream().filter(name -> !tables.contains(name)).toList();
        if (others > 0 && !unknown.isEmpty()) {
            throw new CannotRun("There is no table " + String.join(", ", unknown) + " at this version, only: "
                    + String.join(", ", tables) + ".");
        }
    }
}
