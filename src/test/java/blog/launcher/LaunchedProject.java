package blog.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A project of its own with the real launcher, whose Maven copies a ready jar, and an environment without a Java. */
final class LaunchedProject {
    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "cp",
            "dirname",
            "find",
            "grep",
            "head",
            "id",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "tail",
            "tee",
            "touch",
            "tr");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>maven-runs
            if [ -f summary ]; then cp summary target/test-summary.txt; fi
            if [ -f broken ]; then cat broken; exit 1; fi
            case "$*" in *package*) mkdir -p target/lib && cp ready.jar target/blog.jar ;; esac
            """;

    private final Path temporary;
    private final Path folder;
    private final Map<String, String> environment;

    record Run(long pid, int status, List<String> output, String errors) {}

    LaunchedProject(Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectories(temporary.toRealPath().resolve("my project's folder"));
        copy("blog", ".mvn/jdk.sh", "src/main/jvm/serve.options");
        script(folder.resolve("mvnw"), MAVEN);
        for (var source : List.of("pom.xml", "src/main/java/Some.java", "src/build/step", "db-migrations/V1__x.sql")) {
            write(source, source);
        }
        writeJar(folder.resolve("ready.jar"));
        makeOld();
        environment = new TreeMap<>(Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", toolsWithoutJava()));
    }

    /** JUnit warns of each link that leaves its folder, though it follows none. */
    void removeLinks() throws IOException {
        try (var all = Files.walk(temporary)) {
            for (var link : all.filter(Files::isSymbolicLink).toList()) Files.delete(link);
        }
    }

    Path folder() {
        return folder;
    }

    /** Returns the environment of its programs, mutable. */
    Map<String, String> environment() {
        return environment;
    }

    Path path(String relative) {
        return folder.resolve(relative);
    }

    void write(String relative, String text) throws IOException {
        Files.createDirectories(path(relative).getParent());
        Files.writeString(path(relative), text);
    }

    /** Takes these files of the real project. */
    void copy(String... files) throws IOException {
        for (var file : files) {
            Files.createDirectories(path(file).getParent());
            Files.copy(
                    Path.of(file), path(file), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void makeOld() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.toList()) Files.setLastModifiedTime(each, FileTime.from(LONG_AGO));
        }
    }

    void makeOldButForTheJar() throws IOException {
        makeOld();
        Files.setLastModifiedTime(path("target/blog.jar"), FileTime.from(LONG_AGO.plusSeconds(10)));
    }

    Run blog(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(path("blog").toString()));
        words.addAll(List.of(arguments));
        return run(temporary, words.toArray(String[]::new));
    }

    Run run(Path from, String... words) throws Exception {
        var errors = temporary.resolve("errors");
        var builder = new ProcessBuilder(words).directory(from.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = process.inputReader().readAllLines();
        return new Run(process.pid(), process.waitFor(), output, Files.readString(errors));
    }

    List<String> mavenRuns() throws IOException {
        return Files.exists(path("maven-runs")) ? Files.readAllLines(path("maven-runs")) : List.of();
    }

    /** The machine's Java, whatever it is, must not be found in the folders of its other programs. */
    private String toolsWithoutJava() throws IOException {
        var tools = Files.createDirectories(temporary.resolve("tools"));
        for (var tool : TOOLS) {
            for (var place : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), Path.of(place, tool));
                }
            }
        }
        return tools.toString();
    }

    private static void writeJar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LaunchReporter.class.getName());
        var entry = LaunchReporter.class.getName().replace('.', '/') + ".class";
        try (OutputStream bytes = Files.newOutputStream(file);
                var jar = new JarOutputStream(bytes, manifest);
                var compiled = LaunchReporter.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            compiled.transferTo(jar);
        }
    }
}
