// Writes what jOOQ leaves out and the catalog that a live schema is compared with, ends the throwaway PostgreSQL, and
// stamps the classes with the fingerprint of what they were made from.

import groovy.io.FileType
import java.util.logging.Level
import java.util.logging.Logger
import javax.tools.ToolProvider

def properties = project.properties
def driver = new org.postgresql.Driver()

def login = new Properties()
login.putAll(user: properties['build.db.user'], password: properties['build.db.password'])
driver.connect(properties['build.db.url'], login).withCloseable { connection ->
    // jOOQ removes every file in its own folder that it did not write, so this class has a folder beside it.
    evaluate(new File(project.basedir, 'src/build/constraint-names.groovy'))
            .write(connection, new File(properties['generated.constraints']))
    writeCatalog(connection)
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

// Written by the classes that read a live schema, so that both are read and written in one way.
void writeCatalog(connection) {
    // In the first layer of the image there are no sources yet.
    if (!new File(project.basedir, 'src/main/java/blog/chain/catalog/Catalog.java').exists()) return
    def jars = project.artifacts.findAll { it.groupId in ['org.jooq', 'org.jspecify', 'io.r2dbc', 'org.reactivestreams'] }*.file
    def urls = ([catalogClasses(jars)] + jars).collect { it.toURI().toURL() } as URL[]
    Logger quiet = Logger.getLogger('org.jooq')
    quiet.level = Level.WARNING
    new URLClassLoader(urls, ClassLoader.platformClassLoader).withCloseable { loader ->
        def sql = loader.loadClass('org.jooq.impl.DSL').using(connection)
        def file = new File(project.properties['generated.resources'], 'blog/chain/catalog/catalog.txt')
        file.parentFile.mkdirs()
        file.setText(loader.loadClass('blog.chain.catalog.Catalog').of(sql).text(), 'UTF-8')
    }
}

// Compiled by themselves, since the rest of the sources may well not fit the new schema yet; and only when one of them
// changed, which a migration does not do.
File catalogClasses(jars) {
    def classes = new File(project.build.directory, 'throwaway/catalog')
    def roots = [new File(project.basedir, 'src/main/java'), new File(project.properties['generated.catalog'])]
    def sources = []
    [new File(roots[0], 'blog/chain/catalog'), roots[1]]*.eachFileRecurse(FileType.FILES) { sources << it }
    String made = ([jars] + sources.collect { "$it ${it.lastModified()}" }.sort()).join('\n')
    def stamp = new File(classes, 'made-from')
    if (stamp.exists() && stamp.text == made) return classes
    classes.deleteDir()
    classes.mkdirs()
    def faults = new ByteArrayOutputStream()
    int result = ToolProvider.systemJavaCompiler.run(null, faults, faults, '-proc:none', '-implicit:class', '-nowarn',
            '-g:none', '-d', classes.path, '-classpath', jars.join(File.pathSeparator),
            '-sourcepath', roots.join(File.pathSeparator), "${roots[0]}/blog/chain/catalog/Catalog.java".toString())
    if (result != 0) throw new IllegalStateException("The classes that read the catalog do not compile:\n$faults")
    stamp.text = made
    return classes
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
