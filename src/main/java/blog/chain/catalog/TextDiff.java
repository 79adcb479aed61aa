package blog.chain.catalog;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, as {@code diff -u} shows them: - only in the first, + only in the second. */
public final class TextDiff {
    private static final int CONTEXT = 3;

    private final List<String> first;
    private final List<String> second;

    private TextDiff(String first, String second) {
        this.first = first.lines().toList();
        this.second = second.lines().toList();
    }

    /** Empty when the texts have the same lines. */
    public static String between(String first, String second) {
        var lines = new TextDiff(first, second).merged();
        var shown = new StringBuilder();
        int last = -1;
        for (int at = 0; at < lines.size(); at++) {
            if (!nearChange(lines, at)) continue;
            if (last >= 0 && at > last + 1) shown.append("…\n");
            shown.append(lines.get(at)).append('\n');
            last = at;
        }
        return shown.toString();
    }

    private static boolean nearChange(List<String> lines, int at) {
        var around = lines.subList(Math.max(0, at - CONTEXT), Math.min(lines.size(), at + CONTEXT + 1));
        return around.stream().anyMatch(line -> line.charAt(0) != ' ');
    }

    /** All lines of both, each with its mark. */
    private List<String> merged() {
        var common = commonLengths();
        var lines = new ArrayList<String>();
        int i = 0;
        int j = 0;
        while (i < first.size() || j < second.size()) {
            if (i < first.size() && j < second.size() && first.get(i).equals(second.get(j))) {
                lines.add("  " + first.get(i++));
                j++;
            } else if (j == second.size() || i < first.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + first.get(i++));
            } else {
                lines.add("+ " + second.get(j++));
            }
        }
        return lines;
    }

    /** Returns the length of the longest common subsequence of both ends, from each pair of positions on. */
    private int[][] commonLengths() {
        var common = new int[first.size() + 1][second.size() + 1];
        for (int i = first.size() - 1; i >= 0; i--)
            for (int j = second.size() - 1; j >= 0; j--)
                common[i][j] = first.get(i).equals(second.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
        return common;
    }
}
