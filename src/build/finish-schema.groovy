// Writes what jOOQ leaves out, ends the throwaway PostgreSQL, and stamps the classes with the fingerprint of what
// they were made from. jOOQ has no constant for a check constraint nor for a unique index over an expression; with
// ConstraintNames, renaming one of them is a compile error as well.

def properties = project.properties
def driver = new org.postgresql.Driver()

def login = new Properties()
login.putAll(user: properties['build.db.user'], password: properties['build.db.password'])
def constants = new StringBuilder()
driver.connect(properties['build.db.url'], login).withCloseable { connection ->
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
}
new File(properties['generated.sources'], 'blog/schema/ConstraintNames.java').text = """package blog.schema;

import org.jooq.Name;
import org.jooq.impl.DSL;

/** The constraints that have no key of jOOQ's: checks, and unique indexes over expressions. */
public final class ConstraintNames {
    private ConstraintNames() {}
${constants}}
"""

def home = new File(project.build.directory, 'throwaway')
def database = new File(home, 'database')
if (database.exists()) {
    def (String url, String name) = database.readLines()
    driver.connect(url, new Properties())
            .withCloseable { it.createStatement().execute("drop database $name with (force)") }
    database.delete()
}
def stop = ['sh', "${project.basedir}/src/build/stop-throwaway.sh", home.path].execute()
stop.waitForProcessOutput(System.out, System.err)
if (stop.exitValue() != 0) throw new IllegalStateException("Could not stop the throwaway PostgreSQL; see $home")

new File(properties['schema.stamp']).text = properties['schema.fingerprint']
