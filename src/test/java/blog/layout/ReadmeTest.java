package blog.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README shows of the code is what the code is today. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path CODE = Path.of("src/main/java");
    private static final Pattern PLACE = Pattern.compile("\\S+\\.java:\\[\\d+,\\d+\\]");

    @BeforeEach
    void thereIsOne() {
        assumeThat(README).exists();
    }

    @Test
    void theErrorsItShowsAreThoseOfARenamedTitleToday() throws IOException {
        var shown = PLACE.matcher(Files.readString(README))
                .results()
                .map(place -> place.group())
                .toList();

        assertThat(shown).isNotEmpty();
        assertThat(placesOf("POSTS", ".TITLE"))
                .as("where javac finds that posts.title was renamed, some of which README.md shows")
                .containsAll(shown);
    }

    /** In javac's way, which counts from 1 and points at the dot. */
    private static List<String> placesOf(String table, String column) throws IOException {
        var uses = Pattern.compile("\\b" + table + "(?=\\" + column + "\\b)");
        var places = new ArrayList<String>();
        try (var files = Files.walk(CODE)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                var lines = Files.readAllLines(file);
                for (int at = 0; at < lines.size(); at++) {
                    var line = at + 1;
                    uses.matcher(lines.get(at))
                            .results()
                            .forEach(use -> places.add("%s:[%d,%d]".formatted(file, line, use.end() + 1)));
                }
            }
        }
        return places;
    }
}
