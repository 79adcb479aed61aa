package blog.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the migrations without a database. */
class MigrationFilesTest {
    private static final Pattern NAME = Pattern.compile("[VU]\\d{14}__[a-z0-9]+(_[a-z0-9]+)*\\.sql(\\.conf)?");

    @Test
    void everyFileIsNamedByItsTimeAndASentence() throws IOException {
        assertThat(files()).isNotEmpty().allSatisfy(file -> assertThat(file).matches(NAME));
    }

    @Test
    void everyStepForwardHasAStepBackAndTheOtherWayRound() throws IOException {
        assertThat(withoutLetter('V')).containsExactlyElementsOf(withoutLetter('U'));
    }

    @Test
    void noTwoMigrationsHaveOneVersion() throws IOException {
        assertThat(withoutLetter('V').stream().map(name -> name.substring(0, 14)))
                .doesNotHaveDuplicates();
    }

    private static List<String> withoutLetter(char letter) throws IOException {
        return files().stream()
                .filter(file -> file.endsWith(".sql") && file.charAt(0) == letter)
                .map(file -> file.substring(1))
                .toList();
    }

    private static List<String> files() throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(Path.of("db-migrations"))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names.stream().sorted().toList();
    }
}
