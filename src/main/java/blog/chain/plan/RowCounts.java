package blog.chain.plan;

import static blog.chain.catalog.CatalogScope.isRelation;
import static blog.chain.catalog.CatalogScope.ourRelation;
import static blog.schema.postgres.Tables.PG_CLASS;
import static org.jooq.impl.DSL.currentUser;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import blog.platform.problem.CannotRunException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * The numbers of rows to fill the copy with.
 *
 * @param each by table
 * @param others of a table that is not named
 */
public record RowCounts(Map<String, Long> each, long others) {
    private static final Pattern DYNAMIC = Pattern.compile("\\bexecute\\b(?!\\s+(?:function|procedure)\\b)");
    private static final String NO_RIGHT = "42501";
    private static final long OTHERS = 1_000;
    private static final long MOST = 100_000_000;

    /** @param text {@code 1000}, or {@code users=1000,posts=1000000} */
    public static RowCounts parse(String text) {
        if (!text.contains("=")) return new RowCounts(Map.of(), number(text));
        var each = new TreeMap<String, Long>();
        for (var part : text.split(",")) {
            var pair = part.split("=", 2);
            if (pair.length < 2) throw fault(part);
            each.put(pair[0].strip(), number(pair[1]));
        }
        return new RowCounts(each, OTHERS);
    }

    private static long number(String text) {
        var digits = text.strip().replace("_", "");
        if (!digits.matches("\\d{1,9}") || Long.parseLong(digits) > MOST) throw fault(text);
        return Long.parseLong(digits);
    }

    private static CannotRunException fault(String text) {
        return new CannotRunException("“" + text + "” is no number of rows from 0 to 100,000,000."
                + " Write --rows 1000, or --rows users=1000,posts=1000000.");
    }

    /** As many as there are, by PostgreSQL's estimate, or counted where it has none. */
    public static RowCounts live(DSLContext sql) {
        var each = new TreeMap<String, Long>();
        estimates(sql).forEach((table, rows) -> each.put(table, rows < 0 ? counted(sql, table) : rows.longValue()));
        return new RowCounts(each, 0);
    }

    private static long counted(DSLContext sql, String table) {
        try {
            return sql.fetchCount(table(name(table)));
        } catch (DataAccessException fault) {
            var cause = fault.getCause() == null ? fault : fault.getCause();
            throw new CannotRunException(
                    "The rows of " + table + " cannot be counted: " + cause.getMessage()
                            + (NO_RIGHT.equals(fault.sqlState()) ? needed(sql, table) : ""),
                    fault);
        }
    }

    private static String needed(DSLContext sql, String table) {
        var role = sql.render(name(sql.select(currentUser()).fetchSingle().value1()));
        var quoted = sql.render(name(table));
        return "\nPostgreSQL has no estimate of them yet. Have its owner make one or grant the right to count them, or say"
                + " how many there are to be with --rows:\n    analyze " + quoted + ";\n    grant select on " + quoted
                + " to "
                + role + ";";
    }

    /** Below 0 where PostgreSQL has none. */
    private static Map<String, Float> estimates(DSLContext sql) {
        return sql.select(PG_CLASS.RELNAME, PG_CLASS.RELTUPLES)
                .from(PG_CLASS)
                .where(ourRelation(), isRelation("r", "p"))
                .fetchMap(PG_CLASS.RELNAME, PG_CLASS.RELTUPLES);
    }

    /**
     * @param files of pending migrations, which may make further tables
     * @throws CannotRunException when somebody typed the name of a table that neither this database has nor a file speaks of
     */
    public RowCounts knownTo(DSLContext sql, String files) {
        if (!unnamed(files).isEmpty()) requireKnown(new TreeSet<>(estimates(sql).keySet()));
        return this;
    }

    long of(String table) {
        return each.getOrDefault(table, others);
    }

    /** Only what somebody typed can name a table that is not there; what was counted may be another program's. */
    void requireKnown(Collection<String> tables) {
        var unknown =
                each.keySet().stream().filter(name -> !tables.contains(name)).toList();
        if (others > 0 && !unknown.isEmpty()) {
            throw new CannotRunException("There is no table " + String.join(", ", unknown) + " at this version, only: "
                    + String.join(", ", tables) + ".");
        }
    }

    /** Before there is a copy, and so not for sure. */
    void requireNamed(String files) {
        var unknown = unnamed(files);
        if (!unknown.isEmpty()) {
            throw new CannotRunException(
                    "There is no table " + String.join(", ", unknown) + ": no migration up to this version names it.");
        }
    }

    /** Returns the tables that no file names; no file creates these, unless under a composed name. */
    private List<String> unnamed(String files) {
        var text = files.toLowerCase(Locale.ROOT);
        if (DYNAMIC.matcher(text).find()) return List.of();
        return each.keySet().stream()
                .filter(name -> !text.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
