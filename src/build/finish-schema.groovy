// Writes what jOOQ leaves out, ends the throwaway PostgreSQL, and stamps the classes with the fingerprint of what
// they were made from.

def properties = project.properties
def driver = new org.postgresql.Driver()

def login = new Properties()
login.putAll(user: properties['build.db.user'], password: properties['build.db.password'])
driver.connect(properties['build.db.url'], login).withCloseable { connection ->
    // jOOQ removes every file in its own folder that it did not write, so this class has a folder beside it.
    evaluate(new File(project.basedir, 'src/build/constraint-names.groovy'))
            .write(connection, new File(properties['generated.constraints']))
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
