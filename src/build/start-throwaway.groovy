// Starts the PostgreSQL that one build migrates and generates from, and tells the build where it is in
// build.db.url, build.db.user and build.db.password. -Dbuild.db=container|embedded|<jdbc url> forces a kind;
// otherwise a container is used when an engine answers and has (or can pull) the image, embedded binaries if not.
//
// Whatever was started is written down under target/throwaway first, so that three things can end it: the build's
// last step, a watcher that outlives a failed or killed build, and, should even that have died, the next build.

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres
import java.sql.DriverManager
import java.time.Duration
import java.util.concurrent.TimeUnit
import org.testcontainers.postgresql.PostgreSQLContainer
import org.testcontainers.utility.DockerImageName

class Source {
    String kind, why, url, user, password
}

home = new File(project.build.directory, 'throwaway')
image = project.properties['postgresql.image']
stopper = new File(project.basedir, 'src/build/stop-throwaway.sh')

Source source = null
try {
    home.mkdirs()
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

Source choose() {
    String wish = session.userProperties['build.db'] ?: project.properties['build.db'] ?: 'auto'
    switch (wish) {
        case 'auto':
            String obstacle = obstacleToContainers()
            return obstacle == null ? container('a Docker engine answers') : embedded(obstacle)
        case 'container':
            String obstacle = obstacleToContainers()
            if (obstacle != null) throw new IllegalStateException("-Dbuild.db=container, but $obstacle")
            return container('-Dbuild.db=container')
        case 'embedded': return embedded('-Dbuild.db=embedded')
        case ~/jdbc:postgresql:.*/: return given(wish)
        default: throw new IllegalArgumentException(
                "-Dbuild.db=$wish is none of: container, embedded, jdbc:postgresql://host:port/database?user=…&password=…")
    }
}

// Testcontainers would retry for minutes where an engine answers but cannot pull, so both are asked for beforehand.
String obstacleToContainers() {
    if (run(5, 'docker', 'version', '--format', '{{.Server.Version}}') != 0) return 'no Docker engine answers'
    if (run(10, 'docker', 'image', 'inspect', image) == 0) return null
    log.info("Pulling $image")
    return run(120, 'docker', 'pull', '-q', image) == 0 ? null : "the Docker engine has no $image and cannot pull it"
}

Source container(String why) {
    String name = "blog-build-${UUID.randomUUID()}"
    new File(home, 'container').text = name
    def postgres = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor('postgres'))
            .withTmpFs(['/var/lib/postgresql': 'rw'])
            .withCommand('postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off')
            .withCreateContainerCmdModifier { it.withName(name) }
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
    String database = "blog_build_${UUID.randomUUID().toString().replace('-', '')}"
    def fence = org.postgresql.Driver.parseURL(url, null)
    if (fence == null) throw new IllegalArgumentException("-Dbuild.db is not a PostgreSQL URL: $url")
    connect(url).withCloseable { it.createStatement().execute("create database $database template template0") }
    new File(home, 'database').text = "$url\n$database\n"
    String host = fence.getProperty('PGHOST'), port = fence.getProperty('PGPORT')
    return new Source(kind: "a database on $host:$port", why: '-Dbuild.db',
            url: url.replaceFirst('^(jdbc:postgresql:(//[^/]*/)?)[^?]*', "\$1$database"),
            user: fence.getProperty('user') ?: System.getProperty('user.name'),
            password: fence.getProperty('password') ?: '')
}

def connect(String url) { new org.postgresql.Driver().connect(url, new Properties()) }

void end(String what) {
    File database = new File(home, 'database')
    if (database.exists()) {
        def (String url, String name) = database.readLines()
        try {
            connect(url).withCloseable { it.createStatement().execute("drop database if exists $name with (force)") }
        } catch (Exception fault) {
            log.warn("Could not drop $name, $what: ${reason(fault)}")
        }
        database.delete()
    }
    if (run(30, 'sh', stopper.path, home.path) != 0) log.warn("Could not end $what; see ${home.path}")
}

// A process of its own, out of reach of Ctrl-C, that ends the server when the build's JVM is gone, however it went.
void watch() {
    new ProcessBuilder('sh', stopper.path, home.path, ProcessHandle.current().pid().toString())
            .redirectInput(new File('/dev/null'))
            .redirectOutput(new File(home, 'watcher.log'))
            .redirectErrorStream(true)
            .start()
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
    boolean refused = server.exists() && server.text.contains('unshare')
    return refused
        ? "the embedded server may not run as root here (user namespaces are refused): build as an ordinary user, " +
          "or give a server with -Dbuild.db=jdbc:postgresql://…"
        : said
}
