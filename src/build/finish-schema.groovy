// Writes what jOOQ leaves out and the catalog that a live schema is compared with, ends the throwaway PostgreSQL, and
// stamps the classes with the fingerprint of what they were made from. jOOQ has no constant for a check constraint nor for a unique index over an expression; with
// ConstraintNames, renaming one of them is a compile error as well.

import java.util.logging.Level
import java.util.logging.Logger
import javax.tools.ToolProvider

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
    writeCatalog(connection)
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

// Written by the classes that read a live schema, so that both are read and written in one way. They are compiled here,
// by themselves, since the rest of the sources may well not fit the new schema yet.
void writeCatalog(connection) {
    def source = new File(project.basedir, 'src/main/java/blog/catalog/Catalog.java')
    // In the first layer of the image there are no sources yet.
    if (!source.exists()) return
    def jars = project.artifacts.findAll { it.groupId in ['org.jooq', 'org.jspecify', 'io.r2dbc', 'org.reactivestreams'] }*.file
    def classes = new File(project.build.directory, 'throwaway/catalog')
    classes.deleteDir()
    classes.mkdirs()
    def faults = new ByteArrayOutputStream()
    int result = ToolProvider.systemJavaCompiler.run(null, faults, faults, '-proc:none', '-implicit:class', '-nowarn', '-g:none',
            '-d', classes.path, '-classpath', jars.join(File.pathSeparator), '-sourcepath',
            [new File(project.basedir, 'src/main/java'), project.properties['generated.catalog']].join(File.pathSeparator),
            source.path)
    if (result != 0) throw new IllegalStateException("The classes that read the catalog do not compile:\n$faults")
    Logger quiet = Logger.getLogger('org.jooq')
    quiet.level = Level.WARNING
    def urls = ([classes] + jars).collect { it.toURI().toURL() } as URL[]
    new URLClassLoader(urls, ClassLoader.platformClassLoader).withCloseable { loader ->
        def sql = loader.loadClass('org.jooq.impl.DSL').using(connection)
        def file = new File(project.properties['generated.resources'], 'blog/catalog/catalog.txt')
        file.parentFile.mkdirs()
        file.setText(loader.loadClass('blog.catalog.Catalog').of(sql).text(), 'UTF-8')
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
