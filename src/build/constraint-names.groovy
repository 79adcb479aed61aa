// Writes ConstraintNames below a folder of sources. jOOQ has no constant for a check constraint nor for a unique index over
// an expression; with this class, renaming one of them is a compile error as well. The build evaluates this script, and so
// do the schema's mutations.

void write(java.sql.Connection connection, File sources) {
    def constants = new StringBuilder()
    def rules = connection.createStatement().executeQuery('''
        select conname as name, 'Check of ' || conrelid::regclass || ': ' || pg_get_constraintdef(oid) as rule
        from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0
        union all
        select relname, 'Unique index of ' || indrelid::regclass || ': ' || pg_get_indexdef(indexrelid)
        from pg_index join pg_class on pg_class.oid = indexrelid
        where indisunique and indexprs is not null and relnamespace = 'public'::regnamespace
        order by name''')
    while (rules.next()) {
        String name = rules.getString('name'), rule = rules.getString('rule')
        constants << """
    /** <pre>${rule.replace('&', '&amp;').replace('<', '&lt;').replace('@', '&#64;').replace('*/', '*&#47;')}</pre> */
    public static final Name ${name.toUpperCase()} = DSL.name("$name");
"""
    }
    String text = """package blog.schema;

import org.jooq.Name;
import org.jooq.impl.DSL;

/** The constraints that have no key of jOOQ's: checks, and unique indexes over expressions. */
public final class ConstraintNames {
    private ConstraintNames() {}
${constants}}
"""
    def file = new File(sources, 'blog/schema/ConstraintNames.java')
    if (!file.exists() || file.text != text) {
        file.parentFile.mkdirs()
        file.text = text
    }
}

return this
