package blog.build;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Writes down the catalog of the throwaway database by the very classes that read a live one, so that both are read and
 * written in one way. They are compiled by themselves, since the rest of the sources may not fit the new schema yet.
 */
record CatalogExport(Path sources, Path generated, Path classes, List<Path> libraries) {
    static final String SOURCE = "blog/chain/catalog/Catalog.java";

    void write(Connection connection, Path file) throws IOException {
        Logger quiet = Logger.getLogger("org.jooq");
        quiet.setLevel(Level.WARNING);
        compile();
        try (var loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            var sql = loader.loadClass("org.jooq.impl.DSL")
                    .getMethod("using", Connection.class)
                    .invoke(null, connection);
            var catalog = loader.loadClass("blog.chain.catalog.Catalog")
                    .getMethod("of", loader.loadClass("org.jooq.DSLContext"))
                    .invoke(null, sql);
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, (String) catalog.getClass().getMethod("text").invoke(catalog));
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(
                    "The catalog cannot be read: " + (fault.getCause() == null ? fault : fault.getCause()), fault);
        }
    }

    private URL[] urls() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        urls.add(classes.toUri().toURL());
        for (var library : libraries) urls.add(library.toUri().toURL());
        return urls.toArray(URL[]::new);
    }

    /** Only when one of the sources changed, which a migration does not do. */
    private void compile() throws IOException {
        var made = madeFrom();
        var stamp = classes.resolve("made-from");
        if (Files.exists(stamp) && Files.readString(stamp).equals(made)) return;
        deleteClasses();
        Files.createDirectories(classes);
        var faults = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        faults,
                        faults,
                        "-proc:none",
                        "-implicit:class",
                        "-nowarn",
                        "-g:none",
                        "-d",
                        classes.toString(),
                        "-classpath",
                        joined(libraries),
                        "-sourcepath",
                        joined(List.of(sources, generated)),
                        sources.resolve(SOURCE).toString());
        if (result != 0) {
            throw new IllegalStateException(
                    "The classes that read the catalog do not compile:\n" + faults.toString(StandardCharsets.UTF_8));
        }
        Files.writeString(stamp, made);
    }

    private String madeFrom() throws IOException {
        try (var own = Files.walk(sources.resolve(SOURCE).getParent());
                var generated = Files.walk(this.generated)) {
            var files = new ArrayList<String>();
            var sorted =
                    Stream.concat(own, generated).filter(Files::isRegularFile).sorted();
            for (var file : sorted.toList()) files.add(file + " " + Files.getLastModifiedTime(file));
            return libraries + "\n" + String.join("\n", files);
        }
    }

    private void deleteClasses() throws IOException {
        if (!Files.isDirectory(classes)) return;
        try (var all = Files.walk(classes)) {
            for (var each : all.toList().reversed()) Files.delete(each);
        }
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
