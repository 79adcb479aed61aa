package blog.mutations;

import blog.chain.catalog.Catalog;
import blog.platform.config.Settings;
import blog.support.Sql;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jooq.codegen.GenerationTool;
import org.jooq.impl.DSL;

/** Generates a database's schema classes as the build does: same generator, configuration and writer of names. */
final class SchemaGenerator {
    private static final Path CONSTRAINT_NAMES = Path.of("src/build/java/blog/build/ConstraintNamesWriter.java");

    private static final String CATALOG = Catalog.class.getPackageName().replace('.', '/') + "/catalog.txt";

    private final PomConfiguration build = PomConfiguration.read();
    private final Method constraintNames;

    /** @param classes a folder for what is compiled of the build's own sources, which are on no class path */
    SchemaGenerator(Path classes) throws ReflectiveOperationException, IOException {
        Files.createDirectories(classes);
        var result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), CONSTRAINT_NAMES.toString());
        if (result != 0) throw new IllegalStateException(CONSTRAINT_NAMES + " does not compile");
        var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        constraintNames =
                loader.loadClass("blog.build.ConstraintNamesWriter").getMethod("write", Connection.class, Path.class);
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
        writeConstraintNames(database, sources.resolve("constraints"));
        writeCatalog(database, resources.resolve(CATALOG));
    }

    private static Map<String, String> properties(Settings.Login database, Path sources) {
        var properties = new HashMap<String, String>();
        properties.put("build.db.url", database.jdbcUrl());
        properties.put("build.db.user", database.user());
        properties.put("build.db.password", database.password());
        properties.put("generated.sources", sources.resolve("jooq").toString());
        return properties;
    }

    private void writeConstraintNames(Settings.Login database, Path sources)
            throws SQLException, ReflectiveOperationException {
        try (var connection = new Sql(database).connect()) {
            constraintNames.invoke(null, connection, sources);
        }
    }

    private static void writeCatalog(Settings.Login database, Path file) throws SQLException, IOException {
        // One that replaces nothing would let every mutation be refused as drift, whatever the tests notice.
        if (Catalog.class.getResource("/" + CATALOG) == null) throw new IllegalStateException("no " + CATALOG);
        Files.createDirectories(file.getParent());
        try (var connection = new Sql(database).connect()) {
            Files.writeString(file, Catalog.of(DSL.using(connection)).text());
        }
    }
}
