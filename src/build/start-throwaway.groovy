// Starts the PostgreSQL that one build migrates and generates from, and tells the build where it is in
// build.db.url, build.db.user and build.db.password. -Dbuild.db=container|embedded|<jdbc url> forces a kind;
// otherwise a container is used when an engine answers and has (or can pull) the image, embedded binaries if not.
//
// Whatever was started is written down under target/throwaway first, so that three things can end it: the build's
// last step, a watcher that outlives a failed or killed build, and, should even that have died, the next build.

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions
import java.sql.SQLException
import java.time.Duration
import java.util.concurrent.TimeUnit
import org.testcontainers.postgresql.PostgreSQLContainer
import org.testcontainers.utility.DockerImageName
import org.testcontainers.utility.ResourceReaper

class Source {
    String kind, why, url, user, password
}

home = new File(project.build.directory, 'throwaway')
image = project.properties['postgresql.image']
stopper = new File(project.basedir, 'src/build/stop-throwaway.sh')

// Flyway prefers these to what the build says, and would migrate that database in the throwaway's place.
if (System.getenv('FLYWAY_URL') || session.userProperties['flyway.url'])
    throw new IllegalStateException('FLYWAY_URL or -Dflyway.url names a database, and this build is about to migrate one ' +
            'of its own. Unset it, and run the goals of Flyway by themselves.')

Source source = null
try {
    home.mkdirs()
    // Were the old stamp kept, a failed build and a change taken back would leave classes of neither schema.
    new File(project.properties['schema.stamp']).delete()
    endWatcher()
    end('what an earlier build left')
    watch()
    source = choose()
} catch (Exception fault) {
    throw new IllegalStateException("No throwaway PostgreSQL for the schema's classes: ${reason(fault)}", fault)
}
log.info("Schema changed: classes come from a throwaway PostgreSQL, ${source.kind} (${source.why})")
project.properties['build.db.url'] = source.url
project.properties['build.db.user'] = source.user
project.properties['build.db.password'] = source.password

String setting(String name) { session.userProperties[name] ?: project.properties[name] }

Source choose() {
    String wish = setting('build.db') ?: 'auto'
    switch (wish) {
        case 'auto':
            String obstacle = obstacleToContainers()
            return obstacle == null ? containerIfItStarts() : embedded(obstacle)
        case 'container':
            String obstacle = obstacleToContainers()
            if (obstacle != null) throw new IllegalStateException("-Dbuild.db=container, but $obstacle")
            return container('-Dbuild.db=container')
        case 'embedded': return embedded('-Dbuild.db=embedded')
        case ~/jdbc:postgresql:.*/: return given(wish)
        default: throw new IllegalArgumentException(
                "-Dbuild.db=${withoutPassword(wish)} is none of: container, embedded, " +
                'jdbc:postgresql://host:port/database?user=…&password=…')
    }
}

// Testcontainers would retry for minutes where an engine answers but cannot pull, so both are asked for beforehand.
String obstacleToContainers() {
    if (run(5, 'docker', 'version', '--format', '{{.Server.Version}}') != 0) return 'no Docker engine answers'
    if (run(10, 'docker', 'image', 'inspect', image) == 0) return null
    String patience = setting('build.db.pull.seconds')
    log.info("Pulling $image, for $patience seconds at most; -Dbuild.db=embedded does without")
    boolean pulled = run(patience.toInteger(), 'docker', 'pull', '-q', image) == 0
    return pulled ? null : "the Docker engine has no $image and cannot pull it"
}

// The watcher ends the container. Testcontainers' own ways would be a second container, and a second image to pull, or
// a shutdown hook, which runs when Maven has closed the class loader that the hook needs.
void keepTestcontainersFromCleaning() {
    def constructor = ResourceReaper.getDeclaredConstructor()
    def instance = ResourceReaper.getDeclaredField('instance')
    [constructor, instance]*.accessible = true
    instance.set(null, constructor.newInstance())
}

Source containerIfItStarts() {
    try {
        return container('a Docker engine answers')
    } catch (Exception fault) {
        end('the container that did not start')
        return embedded("a Docker engine answers, but its container did not start: ${reason(fault)}")
    }
}

Source container(String why) {
    String name = "blog-build-${UUID.randomUUID()}"
    new File(home, 'container').text = name
    keepTestcontainersFromCleaning()
    def postgres = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor('postgres'))
            .withTmpFs(['/var/lib/postgresql': 'rw'])
            .withCommand('postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off')
            .withCreateContainerCmdModifier { it.withName(name) }
            .withLabel('blog.folder', project.basedir.path)
            .withStartupTimeout(Duration.ofMinutes(1))
    postgres.start()
    return new Source(kind: "container $image", why: why,
            url: postgres.jdbcUrl, user: postgres.username, password: postgres.password)
}

Source embedded(String why) {
    File data = new File(home, 'data')
    def postgres = EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(new File(home, 'programs'))
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setRegisterShutdownHook(false)
            .setServerConfig('shared_buffers', '16MB')
            .setOutputRedirector(ProcessBuilder.Redirect.to(new File(home, 'server.log')))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(new File(home, 'server.log')))
            .setPGStartupWait(Duration.ofSeconds(30))
            .start()
    return new Source(kind: "embedded ${project.properties['postgresql.binaries.version']}", why: why,
            url: postgres.getJdbcUrl('postgres', 'postgres'), user: 'postgres', password: '')
}

// The given server keeps what it has: a database of the build's own is made there, and dropped afterwards.
Source given(String url) {
    def fence = org.postgresql.Driver.parseURL(url, null)
    if (fence == null) throw new IllegalArgumentException("-Dbuild.db is not a PostgreSQL URL: ${withoutPassword(url)}")
    String server = "${fence.getProperty('PGHOST')}:${fence.getProperty('PGPORT')}"
    String user = fence.getProperty('user') ?: System.getProperty('user.name')
    String database = "blog_build_${UUID.randomUUID().toString().replace('-', '')}"
    connect(url, server).withCloseable { connection ->
        note(url, database)
        try {
            connection.createStatement().execute("create database $database template template0")
        } catch (SQLException fault) {
            new File(home, 'database').delete()
            throw new IllegalStateException(fault.SQLState != '42501' ? fault.message :
                    "the role $user may not create a database on $server, which -Dbuild.db names; " +
                    "run there: alter role $user createdb", fault)
        }
    }
    return new Source(kind: "a database on $server", why: '-Dbuild.db',
            url: url.replaceFirst('^(jdbc:postgresql:(//[^/]*/)?)[^?]*', "\$1$database"),
            user: user, password: fence.getProperty('password') ?: '')
}

def connect(String url, String server) {
    try {
        def patience = new Properties()
        patience.putAll(loginTimeout: '10', connectTimeout: '10')
        return new org.postgresql.Driver().connect(url, patience)
    } catch (SQLException fault) {
        throw new IllegalStateException(
                "the PostgreSQL on $server, which -Dbuild.db names, lets nobody in: ${fault.message}")
    }
}

// What stop-throwaway.sh needs to drop the database once this JVM is gone. The URL may hold a password.
void note(String url, String database) {
    File file = new File(home, 'database')
    file.text = ''
    Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString('rw-------'))
    String driver = new File(org.postgresql.Driver.protectionDomain.codeSource.location.toURI())
    file.text = "${System.getProperty('java.home')}/bin/java\n$driver\n$url\n$database\n"
}

String withoutPassword(String url) {
    url.replaceAll('(?i)password=[^&]*', 'password=…').replaceAll('//[^/@]*@', '//…@')
}

void end(String what) {
    if (run(30, 'sh', stopper.path, home.path) == 0) return
    log.warn("Could not end $what: ${new File(home, 'command.log').text.trim()}")
    new File(home, 'database').delete()
}

// A process of its own, out of reach of Ctrl-C, that ends the server when the build's JVM is gone, however it went.
void watch() {
    def watcher = new ProcessBuilder('sh', stopper.path, home.path, ProcessHandle.current().pid().toString())
            .redirectInput(new File('/dev/null'))
            .redirectOutput(new File(home, 'watcher.log'))
            .redirectErrorStream(true)
            .start()
    new File(home, 'watcher').text = watcher.pid().toString()
}

// An earlier build's, which could wake up late and take this build's server for its own.
void endWatcher() {
    File watcher = new File(home, 'watcher')
    if (!watcher.exists()) return
    ProcessHandle.of(watcher.text.toLong())
            .filter { it.info().commandLine().orElse('').contains(stopper.path) }
            .ifPresent { it.destroyForcibly(); it.onExit().get(5, TimeUnit.SECONDS) }
}

int run(int seconds, String... command) {
    try {
        def process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(new File(home, 'command.log')).start()
        if (process.waitFor(seconds, TimeUnit.SECONDS)) return process.exitValue()
        process.destroyForcibly()
        return -1
    } catch (IOException notInstalled) {
        return -1
    }
}

String reason(Throwable fault) {
    def last = fault
    while (last.cause != null && last.cause !== last) last = last.cause
    String said = last.message ?: last.class.simpleName
    File server = new File(home, 'server.log')
    // Where no user namespace can be had, the library runs initdb as root, which says no.
    boolean refused = server.exists() && ['unshare', 'cannot be run as root'].any { server.text.contains(it) }
    return refused
        ? "the embedded server may not run as root here (user namespaces are refused): build as an ordinary user, " +
          "or give a server with -Dbuild.db=jdbc:postgresql://…"
        : said
}
