package blog.chain.catalog;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.stream.Collectors;

/** The lines in which two texts differ, as {@code diff -u} shows them: - only in the first, + only in the second. */
public final class TextDiff {
    private static final int CONTEXT = 3;
    /** The names of the two files, and the place of the first change. */
    private static final int HEADINGS = 3;

    private TextDiff() {}

    /** Empty when the texts have the same lines. */
    public static String between(String first, String second) {
        List<String> lines = first.lines().toList();
        var patch = DiffUtils.diff(lines, second.lines().toList());
        return UnifiedDiffUtils.generateUnifiedDiff("", "", lines, patch, CONTEXT).stream()
                .skip(HEADINGS)
                .map(line -> line.startsWith("@@") ? "…\n" : line.charAt(0) + " " + line.substring(1) + "\n")
                .collect(Collectors.joining());
    }
}
