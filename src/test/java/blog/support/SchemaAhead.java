package blog.support;

import blog.platform.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * The schema of a later release, applied under this one while it runs: where {@code -Dschema.ahead} names a folder of
 * migrations, each service that a test starts gets them before the test speaks to it. This is how `./blog test
 * --previous-release` tries this release when the next one is made.
 */
final class SchemaAhead {
    private static final String FOLDER = System.getProperty("schema.ahead", "");

    private SchemaAhead() {}

    static void applyTo(Settings.Login database) {
        if (!FOLDER.isEmpty()) apply(FOLDER, database);
    }

    static void apply(String folder, Settings.Login database) {
        // Looked for by src/test/shell/previous-release.sh: without this line, a release was not tried.
        System.out.println("Schema ahead: " + folder);
        if (!Files.isDirectory(Path.of(folder))) throw new IllegalArgumentException("There is no folder " + folder);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("filesystem:" + folder)
                // As in FlywayRun: a ${…} in a function's text is the function's own.
                .placeholderReplacement(false)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }
}
