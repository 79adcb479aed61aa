package blog.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documentation of the settings, wherever it is written, agrees with the list. */
class SettingTest {
    private static final Map<Setting, String> NOT_FOR_THE_CONTAINER = Map.of(
            Setting.DATABASE_URL, "the file's own PostgreSQL is used",
            Setting.DATA_DIR, "there is no PostgreSQL of Blog's own, since DATABASE_URL is set",
            Setting.SAMPLES, "as DATA_DIR",
            Setting.HOST, "the image listens on every address, and PUBLISH decides who reaches it",
            Setting.PORT, "it is the port on the outside",
            Setting.MIGRATE_ON_START, "the service migrate has done so before");

    @TempDir
    Path folder;

    @Test
    void theExampleFileIsTheList() {
        assertThat(Path.of(".env.example"))
                .as("write Setting.exampleFile() to .env.example")
                .hasContent(Setting.exampleFile());
    }

    @Test
    void theReadmeHasARowForEachSetting() throws IOException {
        var readme = Path.of("README.md");
        assumeThat(readme).exists();
        var rows = Arrays.stream(Setting.values()).map(Setting::tableRow).toList();

        assertThat(Files.readAllLines(readme))
                .as("the table of settings in README.md")
                .filteredOn(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .isEqualTo(rows);
    }

    @Test
    void theContainerGetsEachSettingOfTheComposeFileThatIsForIt() throws IOException {
        var wanted = Arrays.stream(Setting.values())
                .filter(setting -> !NOT_FOR_THE_CONTAINER.containsKey(setting))
                .map(Setting::name)
                .toList();
        var passedOn = Pattern.compile("(?m)^ +([A-Z_]+): \\$\\{\\1:-.*}$")
                .matcher(Files.readString(Path.of("docker-compose.yml")))
                .results()
                .map(line -> line.group(1))
                .filter(name -> !name.startsWith("POSTGRES_"));

        assertThat(passedOn).as("NAME: ${NAME:-} in docker-compose.yml").containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyValueCountsAsNotSet(Setting setting) {
        assertThat(SettingsReader.read(Map.of(setting.name(), ""), folder))
                .isEqualTo(SettingsReader.read(Map.of(), folder));
    }

    @ParameterizedTest
    @EnumSource
    void theHelpExplainsIt(Setting setting) {
        assertThat(Setting.help().lines())
                .contains(setting.name())
                .anyMatch(line -> line.endsWith("Example: " + setting.example()))
                .allMatch(line -> line.length() <= 120);
    }

    @Test
    void theExampleFileCanBeUsedWithEverythingSet() throws IOException {
        var everything = Setting.exampleFile()
                .lines()
                .map(line -> line.startsWith("# ") ? line : line.replaceFirst("^#", ""))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(".env"), everything);

        var settings = SettingsReader.read(Map.of(), folder);

        assertThat(settings.server().port()).isEqualTo(80);
        assertThat(settings.database().given()).isPresent();
        assertThat(settings.log().format()).isEqualTo(Settings.Format.JSON);
    }
}
