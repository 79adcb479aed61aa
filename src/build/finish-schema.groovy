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
String text = """package blog.schema;

import org.jooq.Name;
import org.jooq.impl.DSL;

/** The constraints that have no key of jOOQ's: checks, and unique indexes over expressions. */
public final class ConstraintNames {
    private ConstraintNames() {}
${constants}}
"""

// jOOQ removes every file in its own folder that it did not write, so this one has a folder beside it.
def file = new File(properties['generated.constraints'], 'blog/schema/ConstraintNames.java')
if (!file.exists() || file.text != text) {
    file.parentFile.mkdirs()
    file.text = text
}

// Where two foreign keys lead from one table to another, jOOQ names the second path after its constraint. That is no
// warning to jOOQ, but it is a name nobody should have to read in a query.
new File(properties['generated.sources'], 'blog/schema/tables').eachFileMatch(~/.*\.java/) { table ->
    def path = table.text =~ /Path (\w+)Fkey\(\)/
    if (path.find()) {
        String key = path[0][1].replaceAll('([A-Z])', '_$1').toLowerCase() + '_fkey'
        throw new IllegalStateException("The foreign key $key has an ambiguous path name in ${table.name - '.java'}: " +
                "say in pom.xml, under <foreignKeys>, which role each end plays, as for posts_user_id_fkey")
    }
}

def home = new File(project.build.directory, 'throwaway')
def stop = ['sh', "${project.basedir}/src/build/stop-throwaway.sh", home.path].execute()
stop.waitForProcessOutput(System.out, System.err)
if (stop.exitValue() != 0) throw new IllegalStateException("Could not stop the throwaway PostgreSQL; see $home")

// Resources are only ever added: a migration that was renamed or taken back would stay in the jar.
new File(project.build.outputDirectory, 'db-migrations').deleteDir()

new File(properties['schema.stamp']).text = properties['schema.fingerprint']
// `mvn generate-sources compile` comes here twice in one run.
properties['schema.unchanged'] = 'true'
