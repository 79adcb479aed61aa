package blog.chain.lint;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for files in relation to each other, on this branch and on others. */
final class LandedFileRules {
    private static final Pattern NAME = Pattern.compile("[VU](\\d{14})__[a-z0-9]+(_[a-z0-9]+)*\\.sql(\\.conf)?");
    private static final int VERSION_END = 15;
    private static final String CONF = ".conf";

    static final LintRule FILE_NAME = new LintRule(
            "file-name",
            "a file is named by its time and a sentence",
            "Versions are times, so that migrations of two branches order themselves; the sentence is what histories show.",
            "V20260412090000__keep_the_words_of_posts.sql: ./blog db new \"keep the words of posts\" writes the pair",
            "");
    static final LintRule PAIR = new LintRule(
            "pair",
            "a V file has its U file, and the other way round",
            "Without its U file a migration cannot be undone.",
            "Write the other one, of the same name but for its first letter.",
            "");
    static final LintRule UNIQUE = new LintRule(
            "version-unique",
            "no two migrations have one version",
            "Flyway refuses to run at all.",
            "Rename the pair that has not landed to a newer time.",
            "");
    static final LintRule NEWEST = new LintRule(
            "version-newest",
            "a new migration is newer than every landed one",
            "Databases that have run the landed one would have to run this one out of order, after the newer one.",
            "Rename the pair to a newer time.",
            "");
    static final LintRule LANDED = new LintRule(
            "landed",
            "a landed file stays as it is",
            "Databases that have run it keep what it made, and refuse to start with a file of another checksum.",
            "Take the edit back (git checkout), and say the change in a new migration.",
            "");
    static final LintRule UNLISTED = new LintRule(
            "not-landed",
            "a file that is merged is listed in " + ChecksumList.FILE,
            "What is not listed can be edited unnoticed.",
            "./blog db lint --land, and commit db-migrations/" + ChecksumList.FILE + " with the migration.",
            "");

    private final Map<String, String> texts;
    private final ChecksumList checksums;
    private final Collection<String> onMain;
    private final Function<String, FileFindings> findings;

    /** @param texts by file, in order of names */
    LandedFileRules(
            Map<String, String> texts,
            ChecksumList checksums,
            Collection<String> onMain,
            Function<String, FileFindings> findings) {
        this.texts = texts;
        this.checksums = checksums;
        this.onMain = onMain;
        this.findings = findings;
    }

    static List<LintRule> rules() {
        return List.of(FILE_NAME, PAIR, UNIQUE, NEWEST, LANDED, UNLISTED);
    }

    void check() {
        texts.keySet().forEach(this::named);
        checksums.files().forEach(this::unchanged);
        scripts().forEach(this::versioned);
        texts.keySet().stream().filter(LandedFileRules::isConf).forEach(this::configured);
    }

    private void named(String file) {
        if (!NAME.matcher(file).matches()) {
            findings.apply(file).add(FILE_NAME, 1, "its name is none of a migration");
            return;
        }
        var other = (file.startsWith("V") ? "U" : "V") + file.substring(1);
        if (file.endsWith(".sql") && !texts.containsKey(other)) {
            findings.apply(file).add(PAIR, 1, "there is no " + other);
        }
    }

    private void unchanged(String file) {
        if (!texts.containsKey(file)) {
            findings.apply(ChecksumList.FILE).add(LANDED, checksums.line(file), file + " has landed, and is gone");
        } else if (!checksums.matches(file, texts.get(file))) {
            findings.apply(file).add(LANDED, 1, "it has landed, and was edited since");
        }
    }

    private void versioned(String file) {
        if (!NAME.matcher(file).matches()) return;
        if (!checksums.has(file)) findings.apply(file).add(UNLISTED, 1, "it is not in " + ChecksumList.FILE);
        if (!file.startsWith("V")) return;
        landed().filter(other -> sameVersion(file, other) && !file.equals(other))
                .findFirst()
                .or(() -> scripts()
                        .filter(other -> sameVersion(file, other) && other.compareTo(file) < 0)
                        .findFirst())
                .ifPresent(other -> findings.apply(file).add(UNIQUE, 1, other + " has the same version"));
        if (isLanded(file)) return;
        landed().max(String::compareTo)
                .filter(newest -> version(newest).compareTo(version(file)) > 0)
                .ifPresent(
                        newest -> findings.apply(file).add(NEWEST, 1, newest + " has landed before it, and is newer"));
    }

    private void configured(String file) {
        if (checksums.has(file)) return;
        var script = scriptOf(file);
        if (checksums.has(script)) {
            findings.apply(file).add(LANDED, 1, script + " has landed without it, and would run otherwise with it");
        } else {
            findings.apply(file).add(UNLISTED, 1, "it is not in " + ChecksumList.FILE);
        }
    }

    static boolean isScript(String file) {
        return file.endsWith(".sql");
    }

    /** Returns whether the file configures how Flyway runs the script beside it. */
    static boolean isConf(String file) {
        return file.endsWith(".sql" + CONF);
    }

    static String scriptOf(String conf) {
        return conf.substring(0, conf.length() - CONF.length());
    }

    private boolean isLanded(String file) {
        return landed().anyMatch(file::equals);
    }

    /** On the main branch, or listed here. */
    private Stream<String> landed() {
        return Stream.concat(onMain.stream(), checksums.files().stream())
                .filter(file -> file.startsWith("V")
                        && file.endsWith(".sql")
                        && NAME.matcher(file).matches());
    }

    private Stream<String> scripts() {
        return texts.keySet().stream().filter(LandedFileRules::isScript);
    }

    private static boolean sameVersion(String one, String other) {
        return one.charAt(0) == other.charAt(0) && version(one).equals(version(other));
    }

    private static String version(String file) {
        return file.substring(1, Math.min(VERSION_END, file.length()));
    }
}
