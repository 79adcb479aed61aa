package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about names, pairs and the order of files, for files whose statements do not matter. */
final class LandedFileRulesTest {
    private static final String OLD = "20260301000000__old.sql";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1__short.sql",
                "V20260301000000__Capital.sql",
                "V20260301000000_one_underscore.sql",
                "V20260301000000__double__underscore.sql",
                "V20260301000000__.sql",
                "V20260301000000__trailing_.sql",
                "V20260301000000__old.sql.orig",
                "V20260301000000__old.sql~",
                "V20260301000000__old.SQL",
                "R20260301000000__repeatable.sql",
                "v20260301000000__small.sql",
                "seed.sql"
            })
    void aNameThatFlywayOrAReaderWouldTakeOtherwise(String file) {
        assertThat(found(List.of(file), List.of(), List.of()))
                .contains(file + " file-name: its name is none of a migration");
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, "20260301000000__old_2.sql", "99990301000000__2nd.sql"})
    void aPairOfRightNamesIsOnlyNotListedYet(String name) {
        assertThat(found(pair(name), List.of(), List.of()))
                .containsExactly(
                        "U" + name + " not-landed: it is not in checksums",
                        "V" + name + " not-landed: it is not in checksums");
        assertThat(found(pair(name), pair(name), List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"V, U", "U, V"})
    void eachHalfOfAPairIsAskedForByTheOther(String there, String missing) {
        assertThat(found(List.of(there + OLD), List.of(there + OLD), List.of()))
                .containsExactly(there + OLD + " pair: there is no " + missing + OLD);
    }

    @Test
    void aUScriptOfAnotherSentenceIsNotThePair() {
        var files = List.of("V" + OLD, "U20260301000000__other.sql");
        assertThat(found(files, files, List.of()))
                .containsExactly(
                        "U20260301000000__other.sql pair: there is no V20260301000000__other.sql",
                        "V" + OLD + " pair: there is no U" + OLD);
    }

    /** file on the main branch or listed | new file | rule; a version that only U files share is no fault of theirs */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            V20260301000000__old.sql      | V20260301000001__new.sql | -
            V20260301000000__old.sql      | V20260228235959__new.sql | version-newest: V20260301000000__old.sql has landed before it, and is newer
            V20260301000000__old.sql      | V20260301000000__new.sql | version-unique: V20260301000000__old.sql has the same version
            V20260301000000__old.sql      | V20260301000000__old.sql | -
            U20260301000000__old.sql      | V20260228235959__new.sql | -
            V20260301000000__old.sql.conf | V20260228235959__new.sql | -
            V9__odd.sql                   | V20260228235959__new.sql | -
            """)
    void aNewFileAgainstOneOfTheMainBranch(String onMain, String file, String wrong) {
        var found = found(List.of(file), List.of(), List.of(onMain)).stream()
                .filter(each -> each.contains(" version-"))
                .toList();
        assertThat(found).isEqualTo(wrong == null ? List.of() : List.of(file + " " + wrong));
    }

    @Test
    void theNewestLandedFileIsNamedWhereverItStandsInTheList() {
        var landed = List.of("V20260401000000__b.sql", "V20260501000000__c.sql", "V20260301000000__a.sql");
        assertThat(found(List.of("V20260415000000__new.sql"), List.of(), landed))
                .contains(
                        "V20260415000000__new.sql version-newest: V20260501000000__c.sql has landed before it, and is newer");
    }

    /** A listed file may stand before a newer one: both have run. */
    @Test
    void filesThatAreListedMayBeOfAnyOrder() {
        var files = List.of("V20260401000000__b.sql", "V20260301000000__a.sql");
        assertThat(found(files, files, List.of("V20260501000000__c.sql"))).noneMatch(each -> each.contains("version-"));
    }

    @Test
    void ofTwoNewFilesOfOneVersionTheSecondIsNamed() {
        var files = List.of("V20260301000000__b.sql", "V20260301000000__a.sql");
        assertThat(found(files, List.of(), List.of()))
                .filteredOn(each -> each.contains("version-unique"))
                .containsExactly("V20260301000000__b.sql version-unique: V20260301000000__a.sql has the same version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                   | not-landed: it is not in checksums
            V20260301000000__old.sql            | landed: V20260301000000__old.sql has landed without it, and would run otherwise with it
            V20260301000000__old.sql.conf       | -
            """)
    void aConfigurationLandsWithItsScript(String listed, String wrong) {
        var conf = "V" + OLD + ".conf";
        var files = Stream.concat(pair(OLD).stream(), Stream.of(conf)).toList();
        var found = found(files, listed == null ? List.of() : List.of(listed), List.of()).stream()
                .filter(each -> each.startsWith(conf))
                .toList();
        assertThat(found).isEqualTo(wrong == null ? List.of() : List.of(conf + " " + wrong));
    }

    @Test
    void anEditAndALossOfALandedFileAreToldApart() {
        new ChecksumList(folder)
                .land(new LinkedHashMap<>(Map.of("V" + OLD, "select 2;", "U20260101000000__gone.sql", "x")));
        assertThat(found(pair(OLD), List.of("U" + OLD), List.of()))
                .containsExactlyInAnyOrder(
                        "V" + OLD + " landed: it has landed, and was edited since",
                        "checksums landed: U20260101000000__gone.sql has landed, and is gone");
    }

    private static List<String> pair(String name) {
        return List.of("V" + name, "U" + name);
    }

    private List<String> found(List<String> files, List<String> listed, List<String> onMain) {
        var texts = new TreeMap<String, String>();
        files.forEach(file -> texts.put(file, "select 1;"));
        new ChecksumList(folder).land(listed.stream().collect(Collectors.toMap(file -> file, file -> "select 1;")));
        var findings = new TreeMap<String, FileFindings>();
        new LandedFileRules(
                        texts,
                        new ChecksumList(folder),
                        onMain,
                        file -> findings.computeIfAbsent(file, FileFindings::new))
                .check();
        return findings.values().stream()
                .flatMap(each -> each.all().stream())
                .map(each -> each.file() + " " + each.rule().id() + ": " + each.wrong())
                .toList();
    }
}
