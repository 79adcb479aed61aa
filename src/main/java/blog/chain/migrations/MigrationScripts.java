package blog.chain.migrations;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** A source of migrations: those packaged with this release, or a folder in which they are being written. */
public final class MigrationScripts {
    static final String FOLDER = "db-migrations";

    /** As Flyway reads it. */
    private static final Pattern NO_TRANSACTION = Pattern.compile("(?im)^\\s*executeInTransaction\\s*=\\s*false\\s*$");

    /** Names by which Flyway takes a file for a migration. */
    private static final Pattern FLYWAYS = Pattern.compile("(?:V.*|R)__.*\\.sql");

    private static final String CONTROLS =
            "this would begin or end a transaction, or a part of one, by itself: nobody could say then what a failure has"
                    + " left behind. Take it out";
    private static final String BESIDE_OTHERS =
            "this cannot run in a transaction, and the other statements of the file do. Put it alone into a file of its own, without “set local”";
    private static final String NEEDS_CONF =
            "this cannot run in a transaction, which Flyway does not know. Put a file %s.conf beside it, with the line"
                    + " executeInTransaction=false";

    private final String location;
    private final @Nullable Path folder;
    private final List<String> misnamed;
    private final List<MigrationScript> all;

    private MigrationScripts(String location, @Nullable Path folder, List<String> files) {
        this.location = location;
        this.folder = folder;
        this.misnamed = files.stream()
                .filter(file -> FLYWAYS.matcher(file).matches() && !MigrationScript.named(file))
                .sorted()
                .toList();
        this.all = files.stream()
                .filter(MigrationScript::named)
                .map(file -> MigrationScript.of(file, text(file).orElseThrow()))
                .sorted(Comparator.comparing(MigrationScript::version, MigrationScript.OLDEST_FIRST))
                .toList();
    }

    /** Those on the class path. Flyway needs half a second to find them; this is a start-up path, and they are read once. */
    public static MigrationScripts packaged() {
        return Packaged.SCRIPTS;
    }

    /** @throws CannotRunException when the folder cannot be read */
    public static MigrationScripts in(Path folder) {
        try {
            return new MigrationScripts("filesystem:" + folder.toAbsolutePath(), folder, files(folder));
        } catch (IOException fault) {
            throw new CannotRunException(
                    "Cannot read migrations from the folder " + folder + ": " + fault.getMessage(), fault);
        }
    }

    /** Oldest first. */
    public List<MigrationScript> all() {
        return all;
    }

    /** @throws CannotRunException when no migration has this version */
    public MigrationScript require(String version) {
        return all.stream()
                .filter(script -> script.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new CannotRunException("There is no migration with the version " + version + "; "
                        + (all.isEmpty()
                                ? "there are none at all."
                                : "they go from " + all.getFirst().version() + " to "
                                        + all.getLast().version()
                                        + ". ./blog db status lists those that are pending, and"
                                        + " ./blog db history those that are applied.")));
    }

    /** @throws CannotRunException when Flyway would apply a file that is none of these */
    void requireNoOther() {
        if (!misnamed.isEmpty()) {
            throw new CannotRunException(String.join(", ", misnamed) + ": the name of a migration is"
                    + " V<timestamp>__<sentence>.sql, with digits alone as its version. Rename the file, or take it out of the"
                    + " folder: Flyway would apply it, and ./blog db would not know it.");
        }
    }

    /** Returns the SQL that applies the migration. */
    public String forward(MigrationScript script) {
        return text(script.file()).orElseThrow();
    }

    /**
     * The statements of what applies it.
     *
     * @throws CannotRunException when the file ends within a string or a comment
     */
    public List<ScriptStatement> steps(MigrationScript script) {
        try {
            return ScriptStatement.of(forward(script));
        } catch (FlywayException fault) {
            throw new CannotRunException(script.file() + " cannot be read: " + fault.getMessage(), fault);
        }
    }

    /**
     * Returns whether the file runs in one transaction: unless a statement cannot, or its {@code .conf} file says
     * otherwise.
     */
    public boolean transactional(MigrationScript script) {
        return !saysNoTransaction(conf(script)) && steps(script).stream().allMatch(ScriptStatement::transactional);
    }

    /**
     * Returns whether this is the text of a {@code .conf} file that keeps Flyway from running its script in a
     * transaction.
     */
    public static boolean saysNoTransaction(String conf) {
        return NO_TRANSACTION.matcher(conf).find();
    }

    /**
     * Refuses before anything runs what Flyway would refuse, or PostgreSQL refuse Flyway, halfway through a run.
     *
     * @throws CannotRunException when a statement begins or ends a transaction, when only some of a file's can run in one, or when
     *     Flyway takes one for such
     */
    public void requireRunnable(MigrationScript script) {
        var steps = steps(script);
        refuse(script, steps.stream().filter(ScriptStatement::controlsTransaction), CONTROLS);
        if (saysNoTransaction(conf(script))) return;
        if (steps.stream().anyMatch(ScriptStatement::transactional)) {
            refuse(script, steps.stream().filter(step -> !step.transactional()), BESIDE_OTHERS);
        }
        refuse(script, steps.stream().filter(ScriptStatement::needsConf), NEEDS_CONF.formatted(script.file()));
    }

    private static void refuse(MigrationScript script, Stream<ScriptStatement> steps, String why) {
        steps.findFirst().ifPresent(step -> {
            throw new CannotRunException(script.file() + ", line " + step.line() + ": " + why + ":\n"
                    + StatementFailure.indented(step.sql()));
        });
    }

    private String conf(MigrationScript script) {
        return text(script.file() + ".conf").orElse("");
    }

    /** Returns the SQL that undoes the migration; empty where there is none. */
    public Optional<String> back(MigrationScript script) {
        return text(script.undoFile());
    }

    /** As Flyway names it. */
    String location() {
        return location;
    }

    private Optional<String> text(String file) {
        try {
            if (folder != null) {
                var path = folder.resolve(file);
                return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
            }
            try (var content = MigrationScripts.class.getResourceAsStream("/" + FOLDER + "/" + file)) {
                return content == null
                        ? Optional.empty()
                        : Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException fault) {
            throw new CannotRunException("Cannot read the migration " + file + ": " + fault.getMessage(), fault);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> files(URL folder) throws IOException, URISyntaxException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(FOLDER + "/"))
                    .map(name -> name.substring(FOLDER.length() + 1))
                    .toList();
        }
        return files(Path.of(folder.toURI()));
    }

    private static final class Packaged {
        static final MigrationScripts SCRIPTS = read();

        private static MigrationScripts read() {
            var folder = MigrationScripts.class.getResource("/" + FOLDER);
            if (folder == null) {
                throw new IllegalStateException("There is no folder " + FOLDER + " on the class path.");
            }
            try {
                return new MigrationScripts("classpath:" + FOLDER, null, files(folder));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            } catch (URISyntaxException fault) {
                throw new IllegalStateException(fault);
            }
        }
    }
}
