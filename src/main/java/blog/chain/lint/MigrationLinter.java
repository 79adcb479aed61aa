package blog.chain.lint;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lints a folder of migrations. */
public final class MigrationLinter {

    private static final List<RuleSet> SETS = List.of(
            new FileRules(),
            new NameRules(),
            new LockRules(),
            new ConstraintRules(),
            new RewriteRules(),
            new TypeRules(),
            new RemovalRules(),
            new RowRules());

    private final Path folder;
    private final GitHistory git;
    private final Map<String, String> texts;
    private final ChecksumList checksums;
    private final Map<String, FileFindings> findings = new LinkedHashMap<>();
    private final RuleExceptions exceptions = new RuleExceptions();
    private final ForeignKeyIndexRule foreignKeys = new ForeignKeyIndexRule();

    /** @throws CannotRunException when the folder cannot be read */
    public MigrationLinter(Path folder) {
        this.folder = folder;
        git = new GitHistory(folder);
        texts = texts();
        checksums = new ChecksumList(folder);
    }

    /** Every rule there is. */
    public static List<LintRule> rules() {
        return Stream.of(
                        LandedFileRules.rules().stream(),
                        SETS.stream().flatMap(set -> set.rules().stream()),
                        Stream.of(ForeignKeyIndexRule.RULE),
                        Stream.of(RuleExceptions.RULE))
                .flatMap(each -> each)
                .toList();
    }

    private Map<String, String> texts() {
        var read = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (name.contains(".sql") || name.matches("[VU]\\d.*")) read.put(name, Files.readString(file));
            }
        } catch (IOException | UncheckedIOException fault) {
            throw new CannotRunException(
                    "Cannot read the migrations in " + folder + ": " + fault.getMessage()
                            + "\nGive the folder with --migrations, or run this where db-migrations is.",
                    fault);
        }
        return read;
    }

    /** By file and line. A file that is not landed yet is among them; {@link #isNote} tells it. */
    public List<Finding> run() {
        new LandedFileRules(texts, checksums, git.landed(), this::of).check();
        var list = folder.resolve(RuleExceptions.LIST);
        try {
            if (Files.exists(list)) exceptions.readList(Files.readString(list));
        } catch (IOException fault) {
            throw new CannotRunException("Cannot read " + list + ": " + fault.getMessage(), fault);
        }
        statements();
        return result();
    }

    /** Returns whether the finding is only a note while a migration is being written, and counts once it is merged. */
    public static boolean isNote(Finding finding) {
        return finding.rule().equals(LandedFileRules.UNLISTED);
    }

    /** Lists what is new as landed. */
    public void land() {
        var scripts = new LinkedHashMap<String, String>();
        texts.keySet().stream()
                .filter(file -> LandedFileRules.isScript(file) || landsWithItsScript(file))
                .sorted(Comparator.comparing((String file) -> file.substring(1))
                        .thenComparing(Comparator.reverseOrder()))
                .forEach(file -> scripts.put(file, texts.get(file)));
        checksums.land(scripts);
    }

    /** One that comes later changes how a landed script runs, and is a finding. */
    private boolean landsWithItsScript(String file) {
        return LandedFileRules.isConf(file) && !checksums.has(LandedFileRules.scriptOf(file));
    }

    private void statements() {
        var schema = new SimulatedSchema();
        for (var name :
                texts.keySet().stream().filter(MigrationLinter::isForward).toList()) {
            file(MigrationFile.of(name, texts.getOrDefault(name, ""), texts.getOrDefault(name + ".conf", "")), schema);
            var back = texts.get("U" + name.substring(1));
            if (back != null) file(MigrationFile.of("U" + name.substring(1), back, ""), schema);
        }
        foreignKeys.end(schema, this::of);
    }

    private static boolean isForward(String file) {
        return file.startsWith("V") && file.endsWith(".sql");
    }

    private void file(MigrationFile file, SimulatedSchema schema) {
        exceptions.read(file);
        var context = RuleContext.of(file, schema, git);
        var sets = Stream.concat(SETS.stream(), Stream.of(foreignKeys)).toList();
        sets.forEach(set -> set.file(context, of(file.name())));
        for (var statement : file.statements()) {
            sets.forEach(set -> set.statement(context, statement, of(file.name())));
            for (var action : statement.actions()) {
                sets.forEach(set -> set.action(context, action, of(file.name())));
                if (file.forward()) schema.take(action);
            }
        }
    }

    private List<Finding> result() {
        var known = rules().stream().map(LintRule::id).collect(Collectors.toSet());
        var found = all();
        findings.clear();
        var left = exceptions.applied(found, known, this::of);
        return Stream.concat(left.stream(), all().stream())
                .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
                .toList();
    }

    private List<Finding> all() {
        return findings.values().stream().flatMap(each -> each.all().stream()).toList();
    }

    private FileFindings of(String file) {
        return findings.computeIfAbsent(file, FileFindings::new);
    }
}
