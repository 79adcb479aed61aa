package blog.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tools.ant.BuildException;
import org.apache.tools.ant.Task;
import org.postgresql.Driver;

/**
 * Writes what jOOQ leaves out and the catalog that a live schema is compared with, ends the throwaway PostgreSQL, and
 * stamps the classes with the fingerprint of what they were made from.
 */
public final class FinishSchema extends Task {
    private static final Pattern AMBIGUOUS_PATH = Pattern.compile("Path (\\w+)Fkey\\(\\)");

    private MavenProperties properties;

    @Override
    public void execute() {
        properties = new MavenProperties(getProject());
        try {
            describeSchema();
            refuseAmbiguousPaths();
            endServer();
            forgetOldMigrations();
            if (!properties.get("catalog.unchanged").equals("true")) stamp("catalog.stamp", "catalog.fingerprint");
            stamp("schema.stamp", "schema.fingerprint");
            // `mvn generate-sources compile` comes here twice in one run.
            properties.set("schema.unchanged", "true");
            properties.set("catalog.unchanged", "true");
        } catch (BuildException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new BuildException(fault.getMessage(), fault);
        }
    }

    private void describeSchema() throws SQLException, IOException {
        try (var connection = connect()) {
            // jOOQ removes every file in its own folder that it did not write, so this class has a folder beside it.
            ConstraintNamesWriter.write(connection, folder("generated.constraints"));
            var sources = getProject().getBaseDir().toPath().resolve("src/main/java");
            // In the first layer of the image there are no sources yet.
            if (!Files.exists(sources.resolve(CatalogExport.SOURCE))) return;
            var reader = new CatalogExport(
                    sources,
                    folder("generated.catalog"),
                    folder("project.build.directory").resolve("throwaway/catalog"),
                    libraries());
            reader.write(connection, folder("generated.resources").resolve("blog/chain/catalog/catalog.txt"));
        }
    }

    private Connection connect() throws SQLException {
        var login = new Properties();
        login.setProperty("user", properties.get("build.db.user"));
        login.setProperty("password", properties.get("build.db.password"));
        return new Driver().connect(properties.get("build.db.url"), login);
    }

    private List<Path> libraries() {
        var classPath = (org.apache.tools.ant.types.Path) getProject().getReference("maven.compile.classpath");
        return Arrays.stream(classPath.list())
                .filter(entry -> Stream.of("/org/jooq/", "/org/jspecify/", "/io/r2dbc/", "/org/reactivestreams/")
                        .anyMatch(entry::contains))
                .map(Path::of)
                .toList();
    }

    /**
     * Where two foreign keys lead from one table to another, jOOQ names the second path after its constraint. That is no
     * warning to jOOQ, but it is a name nobody should have to read in a query.
     */
    private void refuseAmbiguousPaths() throws IOException {
        try (var tables = Files.list(folder("generated.sources").resolve("blog/schema/tables"))) {
            for (var table :
                    tables.filter(file -> file.toString().endsWith(".java")).toList()) {
                var path = AMBIGUOUS_PATH.matcher(Files.readString(table));
                if (!path.find()) continue;
                var key = path.group(1).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "_fkey";
                throw new BuildException(
                        "The foreign key " + key + " has an ambiguous path name in "
                                + table.getFileName().toString().replace(".java", "")
                                + ": say in pom.xml, under <foreignKeys>, which role each end plays, as for posts_user_id_fkey");
            }
        }
    }

    private void endServer() throws IOException, InterruptedException {
        var project = getProject().getBaseDir().toPath();
        var folder = ThrowawayFolder.of(project, folder("project.build.directory"));
        var stop = new ProcessBuilder(
                        "sh", folder.stopScript().toString(), folder.path().toString())
                .inheritIO()
                .start();
        if (stop.waitFor() != 0) {
            throw new BuildException("Could not stop the throwaway PostgreSQL; see " + folder.path());
        }
    }

    /** Resources are only ever added: a migration that was renamed or taken back would stay in the jar. */
    private void forgetOldMigrations() throws IOException {
        var copies = folder("project.build.outputDirectory").resolve("db-migrations");
        if (!Files.isDirectory(copies)) return;
        try (var all = Files.walk(copies)) {
            for (var each : all.toList().reversed()) Files.delete(each);
        }
    }

    private void stamp(String file, String fingerprint) throws IOException {
        Files.writeString(folder(file), properties.get(fingerprint));
    }

    private Path folder(String property) {
        return Path.of(properties.get(property));
    }
}
