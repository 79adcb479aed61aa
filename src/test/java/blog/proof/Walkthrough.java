package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of docs that says how something is added, as steps that can be taken. A block of code below a line that holds a
 * path alone is that file; a diff is a change of it, whose parts are kept apart by a line of three dots.
 */
record Walkthrough(String page) {
    private static final Pattern BLOCK =
            Pattern.compile("^`([^`\n]+)`\n```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TESTS = Pattern.compile("\\./blog test -Dtest='([^']+)'");

    static Walkthrough of(String path) {
        try {
            return new Walkthrough(Files.readString(Path.of(path)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Writes and changes the files as the page says. */
    void applyTo(ProjectCopy copy) {
        var blocks = BLOCK.matcher(page).results().toList();
        assertThat(blocks).isNotEmpty();
        for (var block : blocks) {
            var path = block.group(1);
            var isChange = block.group(2).equals("diff");
            assertThat(Files.exists(copy.path(path)))
                    .as(path + " exists before it is written")
                    .isEqualTo(isChange);
            copy.write(path, isChange ? changed(copy.read(path), block.group(3)) : block.group(3));
        }
    }

    /** The tests that the page tells to run, as Maven takes them. */
    String tests() {
        var tests = TESTS.matcher(page);
        assertThat(tests.find()).as("the page names tests").isTrue();
        return tests.group(1);
    }

    private static String changed(String text, String diff) {
        var changed = text;
        for (var part : diff.split("(?m)^\\.\\.\\.\n")) {
            var before = "\n" + without('+', part);
            assertThat(changed.split(Pattern.quote(before), -1))
                    .as("The page changes these lines, of which the file must have one copy:" + before)
                    .hasSize(2);
            changed = changed.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement("\n" + without('-', part)));
        }
        return changed;
    }

    private static String without(char mark, String diff) {
        return diff.lines()
                .filter(line -> line.isEmpty() || line.charAt(0) != mark)
                .map(line -> line.isEmpty() ? "\n" : line.substring(1) + "\n")
                .collect(Collectors.joining());
    }
}
