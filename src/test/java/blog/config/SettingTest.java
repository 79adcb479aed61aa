package blog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written about the settings, wherever it is written, is what the list says. */
class SettingTest {
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

        var settings = Settings.read(Map.of(), folder);

        assertThat(settings.server().port()).isEqualTo(80);
        assertThat(settings.database().given()).isPresent();
        assertThat(settings.log().format()).isEqualTo(Settings.Format.JSON);
    }
}
