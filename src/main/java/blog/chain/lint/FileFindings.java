package blog.chain.lint;

import java.util.ArrayList;
import java.util.List;

/** The findings so far in one file. */
final class FileFindings {
    private final String file;
    private final List<Finding> found = new ArrayList<>();

    FileFindings(String file) {
        this.file = file;
    }

    void add(LintRule rule, int line, String wrong) {
        add(rule, line, wrong, "<table>", "<column>");
    }

    void add(LintRule rule, int line, String wrong, String table) {
        add(rule, line, wrong, table, "<column>");
    }

    void add(LintRule rule, int line, String wrong, String table, String column) {
        var recipe =
                rule.recipe().replace("<file>", file).replace("<table>", table).replace("<column>", column);
        found.add(new Finding(rule, file, line, wrong, recipe));
    }

    List<Finding> all() {
        return found;
    }
}
