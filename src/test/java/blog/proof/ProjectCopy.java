package blog.proof;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A copy of this project in a folder of its own, in which a test may change anything and run the build. */
final class ProjectCopy {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final List<String> SOURCES =
            List.of("pom.xml", "mvnw", ".mvn", "db-migrations", "src/main", "src/build");
    static final String STANDING_STILL = "The migration stands still now";

    private static final String PROGRAMS = "target/throwaway/programs";
    private static final String BUILD_STEPS = "target/throwaway/build";
    private static final String CATALOG_CLASSES = "target/generated-sources/catalog";

    private final Path folder;

    private ProjectCopy(Path folder) {
        this.folder = folder;
    }

    /** A copy as a fresh clone would be, but for what no test changes, which is lent to save time. */
    static ProjectCopy named(String name) {
        var folder = PROJECT.resolve("target/proof").resolve(name);
        run(PROJECT, "rm", "-rf", folder.toString());
        var copy = new ProjectCopy(folder);
        SOURCES.forEach(source -> copy.take("-a", source));
        copy.borrow("-al", PROGRAMS);
        copy.borrow("-a", BUILD_STEPS);
        copy.borrow("-a", CATALOG_CLASSES);
        return copy;
    }

    /** Takes these of the project, too. */
    ProjectCopy with(String... sources) {
        for (var source : sources) take("-a", source);
        return this;
    }

    private void borrow(String how, String what) {
        if (Files.exists(PROJECT.resolve(what))) take(how, what);
    }

    private void take(String how, String what) {
        var target = path(what);
        mkdirs(target.resolveSibling("."));
        run(PROJECT, "cp", how, PROJECT.resolve(what).toString(), target.toString());
    }

    Path folder() {
        return folder;
    }

    Path path(String relative) {
        return folder.resolve(relative);
    }

    /** Adds a migration that comes after all others. */
    ProjectCopy migration(String sql) {
        return write("db-migrations/V29990101000000__be_a_test.sql", sql);
    }

    /** Adds a migration that says so and then takes longer than any test of it, though not forever. */
    ProjectCopy migrationThatStandsStill() {
        return migration("do $$ begin raise warning '" + STANDING_STILL + "'; end $$;\nselect pg_sleep(600);");
    }

    ProjectCopy withoutMigration() {
        try {
            Files.deleteIfExists(path("db-migrations/V29990101000000__be_a_test.sql"));
            return this;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    ProjectCopy write(String relative, String text) {
        try {
            mkdirs(path(relative).resolveSibling("."));
            Files.writeString(path(relative), text);
            return this;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    String read(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Starts `./mvnw` with these arguments, in a process group of its own. */
    BuildRun start(Map<String, String> environment, String... arguments) {
        return start(environment, List.of("./mvnw"), arguments);
    }

    private BuildRun start(Map<String, String> environment, List<String> program, String... arguments) {
        var command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.addAll(program);
        command.add("--offline");
        var repository = System.getProperty("maven.repo.local");
        if (repository != null) command.add("-Dmaven.repo.local=" + repository);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MAVEN_PROJECT") || name.startsWith("MAVEN_CMD"));
        builder.environment().putAll(environment);
        try {
            return new BuildRun(
                    this, builder.redirectInput(new File("/dev/null")).start());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Runs `./mvnw` with these arguments to its end. */
    BuildRun maven(String... arguments) {
        return start(Map.of(), arguments).toEnd();
    }

    /** Runs the Maven that `./mvnw` fetched by itself on a Java, as a plain `mvn` runs on the default one, to its end. */
    BuildRun plainMaven(Path java, String... arguments) {
        var home = System.getenv().getOrDefault("MAVEN_USER_HOME", System.getenv("HOME") + "/.m2");
        var name = read(".mvn/wrapper/maven-wrapper.properties")
                .replaceFirst("(?s).*(apache-maven-[0-9.]+)-bin\\.zip.*", "blog-$1");
        var program = List.of(home + "/wrapper/dists/" + name + "/bin/mvn");
        return start(Map.of("JAVA_HOME", java.toString()), program, arguments).toEnd();
    }

    /** Runs `./blog test` with these arguments, and further ones for Maven, to its end. */
    BuildRun blogTest(List<String> arguments, String... forMaven) {
        var program = new ArrayList<>(List.of("./blog", "test"));
        program.addAll(arguments);
        return start(Map.of(), program, forMaven).toEnd();
    }

    /** Runs a command of the jar that was packaged, to its end. */
    String blog(String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-jar", "target/blog.jar"));
        command.addAll(List.of(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    /** By relative path, when each file below a folder was last written. */
    SequencedMap<String, FileTime> times(String relative) {
        var times = new TreeMap<String, FileTime>();
        try (Stream<Path> files = Files.walk(path(relative))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                times.put(path(relative).relativize(file).toString(), Files.getLastModifiedTime(file));
            }
            return times;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The places, as `path:line`, of every line of main code in which the pattern occurs outside a comment. */
    List<String> linesWith(String pattern) {
        var wanted = Pattern.compile(pattern);
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(path("src/main/java"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var lines = Files.readAllLines(file);
                for (int at = 0; at < lines.size(); at++) {
                    var line = lines.get(at).strip();
                    boolean comment = line.startsWith("//") || line.startsWith("*") || line.startsWith("/*");
                    if (!comment && wanted.matcher(line).find()) found.add(folder.relativize(file) + ":" + (at + 1));
                }
            }
            return found;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void mkdirs(Path folder) {
        try {
            Files.createDirectories(folder.normalize());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Runs a command to its end and gives its output; a status other than 0 is a fault. */
    static String run(Path folder, String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + output);
            return output;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
