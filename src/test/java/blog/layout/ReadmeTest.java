package blog.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code shown in the README matches the sources. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path CODE = Path.of("src/main/java");
    private static final Pattern FILE = Pattern.compile("src/main/java/\\S+\\.java");

    @BeforeEach
    void thereIsOne() {
        assumeThat(README).exists();
    }

    @Test
    void theErrorsItShowsAreInTheFilesThatReadTheTitleOfAPost() throws IOException {
        var shown = FILE.matcher(Files.readString(README))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(shown).isNotEmpty();
        assertThat(filesWith("POSTS.TITLE"))
                .as("where javac finds that posts.title was renamed, some of which README.md shows")
                .containsAll(shown);
    }

    private static List<String> filesWith(String words) throws IOException {
        var uses = Pattern.compile("\\b" + Pattern.quote(words) + "\\b");
        var found = new ArrayList<String>();
        try (var files = Files.walk(CODE)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (uses.matcher(Files.readString(file)).find()) found.add(file.toString());
            }
        }
        return found;
    }
}
