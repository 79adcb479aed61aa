package blog.chain.lint;

import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A violation of a rule in a file.
 *
 * @param line from 1
 * @param wrong what stands there
 * @param recipe the rule's, with the names that stand there
 */
public record Finding(LintRule rule, String file, int line, String wrong, String recipe) {
    private static final int WIDTH = 108;

    /** As in a compiler's messages: the place first, so that an editor finds it. */
    public String text(Path folder) {
        return "%s:%d: %s: %s\n%s\n%s"
                .formatted(folder.resolve(file), line, rule.id(), wrong, part("why", rule.why()), part("do", recipe));
    }

    private static String part(String head, String text) {
        var lines = text.strip().lines().map(Finding::wrapped).collect(Collectors.joining("\n"));
        return "    %-4s".formatted(head) + lines.replace("\n", "\n        ");
    }

    private static String wrapped(String line) {
        var text = new StringBuilder();
        int length = 0;
        for (var word : line.split("(?<=\\S)(?= )")) {
            boolean breaks = length + word.length() > WIDTH;
            text.append(breaks ? "\n" + word.strip() : word);
            length = breaks ? word.length() : length + word.length();
        }
        return text.toString();
    }
}
