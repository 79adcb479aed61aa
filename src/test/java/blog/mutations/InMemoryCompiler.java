package blog.mutations;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles the service against other classes of the schema, in this process and into memory. */
final class InMemoryCompiler {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final List<String> OPTIONS =
            List.of("-parameters", "-proc:none", "-nowarn", "-implicit:none", "-XDshould-stop.ifError=ATTR");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    // Kept from one compilation to the next: the contents of some eighty jars are read once.
    private final StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);

    /** @param libraries what the service is compiled against, without anything that a mutation changes */
    InMemoryCompiler(List<Path> libraries) throws IOException {
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries);
    }

    /**
     * @param errors as `path:line message`, those in the service's own code first
     * @param classes by name; empty when there are errors
     */
    record Result(List<String> errors, Map<String, byte[]> classes) {}

    Result of(Path generated) throws IOException {
        var said = new DiagnosticCollector<JavaFileObject>();
        var written = new InMemory(files);
        var sources = new ArrayList<>(below(MAIN));
        sources.addAll(below(generated));
        var task = compiler.getTask(
                Writer.nullWriter(), written, said, OPTIONS, null, files.getJavaFileObjectsFromPaths(sources));
        return task.call() ? new Result(List.of(), written.classes) : new Result(errors(said), Map.of());
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> said) {
        var ours = said.getDiagnostics().stream()
                .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
                .map(InMemoryCompiler::place)
                .toList();
        return Stream.concat(
                        ours.stream().filter(it -> it.startsWith(MAIN.toString())),
                        ours.stream().filter(it -> !it.startsWith(MAIN.toString())))
                .distinct()
                .toList();
    }

    private static String place(Diagnostic<? extends JavaFileObject> error) {
        var message = error.getMessage(Locale.ENGLISH).lines().findFirst().orElse("");
        var source = error.getSource();
        return source == null ? message : Path.of(source.getName()) + ":" + error.getLineNumber() + " " + message;
    }

    /** Class files that go no further than memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, byte[]> classes = new ConcurrentHashMap<>();

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
