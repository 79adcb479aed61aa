package blog.mutations;

import blog.chain.catalog.Catalog;
import blog.platform.config.Settings;
import blog.support.Sql;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jooq.codegen.GenerationTool;
import org.jooq.impl.DSL;

/**
 * Generates the schema's classes from a database as the build does: same generator, same configuration, same script.
 */
final class SchemaGenerator {
    private static final Path CONSTRAINT_NAMES = Path.of("src", "build", "constraint-names.groovy");

    private final PomConfiguration build = PomConfiguration.read();
    private final Script constraintNames;

    SchemaGenerator() throws IOException {
        constraintNames = new GroovyShell().parse(CONSTRAINT_NAMES.toFile());
    }

    /**
     * @param resources a folder for what is packed beside the classes: without its own catalog, a mutated schema would be
     *     refused as altered by hand
     * @throws Exception what the generator says, and the build would fail with
     */
    void write(Settings.Login database, Path sources, Path resources) throws Exception {
        var configuration = build.configurationOf("schema-classes", properties(database, sources));
        new GenerationTool()
                .run(GenerationTool.load(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8))));
        writeConstraintNames(database, sources.resolve("constraints").toFile());
        writeCatalog(database, resources.resolve("blog/catalog/catalog.txt"));
    }

    private static Map<String, String> properties(Settings.Login database, Path sources) {
        var properties = new HashMap<String, String>();
        properties.put("build.db.url", database.jdbcUrl());
        properties.put("build.db.user", database.user());
        properties.put("build.db.password", database.password());
        properties.put("generated.sources", sources.resolve("jooq").toString());
        return properties;
    }

    private void writeConstraintNames(Settings.Login database, File sources) throws SQLException {
        try (var connection = new Sql(database).connect()) {
            constraintNames.invokeMethod("write", new Object[] {connection, sources});
        }
    }

    private static void writeCatalog(Settings.Login database, Path file) throws SQLException, IOException {
        Files.createDirectories(file.getParent());
        try (var connection = new Sql(database).connect()) {
            Files.writeString(file, Catalog.of(DSL.using(connection)).text());
        }
    }
}
