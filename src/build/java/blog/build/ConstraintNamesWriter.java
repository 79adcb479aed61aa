package blog.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Writes ConstraintNames below a folder of sources. jOOQ has no constant for a check constraint nor for a unique index over
 * an expression; with this class, renaming one of them is a compile error as well. The build does so, and so do the
 * schema's mutations.
 */
public final class ConstraintNamesWriter {
    private static final String QUERY = """
            select conname as name, 'Check of ' || conrelid::regclass || ': ' || pg_get_constraintdef(oid) as rule
            from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0
            union all
            select relname, 'Unique index of ' || indrelid::regclass || ': ' || pg_get_indexdef(indexrelid)
            from pg_index join pg_class on pg_class.oid = indexrelid
            where indisunique and indexprs is not null and relnamespace = 'public'::regnamespace
            order by name""";

    private ConstraintNamesWriter() {}

    public static void write(Connection connection, Path sources) throws SQLException, IOException {
        var file = sources.resolve("blog/schema/ConstraintNames.java");
        var text = text(connection);
        if (Files.exists(file) && Files.readString(file).equals(text)) return;
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String text(Connection connection) throws SQLException {
        var constants = new StringBuilder();
        try (var statement = connection.createStatement();
                var rules = statement.executeQuery(QUERY)) {
            while (rules.next()) constants.append(constant(rules.getString("name"), rules.getString("rule")));
        }
        return """
                package blog.schema;

                import org.jooq.Name;
                import org.jooq.impl.DSL;

                /** The constraints that have no key of jOOQ's: checks, and unique indexes over expressions. */
                public final class ConstraintNames {
                    private ConstraintNames() {}
                %s}
                """.formatted(constants);
    }

    private static String constant(String name, String rule) {
        var comment = rule.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
        return """

                    /** <pre>%s</pre> */
                    public static final Name %s = DSL.name("%s");
                """.formatted(comment, name.toUpperCase(Locale.ROOT), name);
    }
}
