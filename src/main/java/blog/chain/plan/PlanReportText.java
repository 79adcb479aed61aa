package blog.chain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats the report as a table of 120 columns. */
public final class PlanReportText {
    private static final int WIDTH = 120;
    private static final int LOCK = 42;
    private static final int SQL = 36;
    private static final String ROW = "%6s %9s  %-" + LOCK + "s %9s %9s  %s";

    private final List<String> lines = new ArrayList<>();

    private PlanReportText() {}

    public static String of(PlanReport report) {
        var text = new PlanReportText();
        text.head(report);
        report.files().forEach(text::file);
        text.verdict(report);
        return text.lines.stream().map(PlanReportText::wrapped).collect(Collectors.joining("\n"));
    }

    private static String wrapped(String line) {
        if (line.length() <= WIDTH) return line;
        int space = line.lastIndexOf(' ', WIDTH);
        int at = space > WIDTH / 2 ? space : WIDTH;
        return line.substring(0, at) + "\n"
                + wrapped("    " + line.substring(at).strip());
    }

    private void head(PlanReport report) {
        var rows = report.rows().entrySet().stream()
                .map(table -> String.format(Locale.ROOT, "%s %,d", table.getKey(), table.getValue()))
                .collect(Collectors.joining(", "));
        var from = report.from() == null ? "an empty database" : "version " + report.from();
        lines.add("Measured on a copy at " + from + (rows.isEmpty() ? "." : ", with rows: " + rows + "."));
        report.unfilled().forEach((table, fault) -> lines.add("Left empty: " + table + ": " + fault));
        var empty = report.rows().entrySet().stream()
                .filter(table -> table.getValue() == 0 && !report.unfilled().containsKey(table.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!empty.isEmpty()) lines.add("Empty, as they are in the database (--rows fills them): " + empty + ".");
    }

    private void file(MigrationReport file) {
        lines.add("");
        lines.add(file.file() + (file.transactional() ? "" : "  (outside of a transaction)"));
        lines.add(ROW.formatted("line", "time", "strongest lock", "waited", "added", "statement"));
        file.steps().forEach(this::step);
        lines.add("In all %s; writers waited %s at most%s; readers shut out %s; %,d statements of others, %s"
                .formatted(
                        time(file.milliseconds()),
                        time(file.waitMilliseconds()),
                        file.waitedFor().isEmpty() ? "" : " (" + file.waitedFor() + ")",
                        time(file.exclusiveMilliseconds()),
                        file.writes(),
                        file.failures().isEmpty() ? "none failed." : "some failed:"));
        file.failures().forEach(each -> lines.add("  " + each.what() + " (" + each.times() + " times)"));
    }

    private void step(StatementReport step) {
        var lock = step.locks().isEmpty() ? "-" : step.locks().getFirst();
        lines.add(ROW.formatted(
                step.line(),
                time(step.milliseconds()),
                cut(lock, LOCK),
                time(step.waitMilliseconds()),
                size(step.bytesAdded()),
                cut(words(step.sql()), SQL)));
        if (!step.rewritten().isEmpty()) {
            lines.add(" ".repeat(18) + "REWRITES " + String.join(", ", step.rewritten()));
        }
    }

    private void verdict(PlanReport report) {
        lines.add("");
        var findings = report.findings();
        if (findings.isEmpty()) {
            lines.add("Within the budget of " + time(report.budgetMilliseconds()) + ".");
        } else {
            lines.add("Not within the budget of " + time(report.budgetMilliseconds()) + ", or not safe:");
            findings.forEach(finding -> lines.add("  " + finding));
        }
    }

    private static String time(long millis) {
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    /** Formats a size; below a megabyte it is noise from the writers. */
    private static String size(long bytes) {
        long megabytes = Math.round(bytes / 1e6);
        return megabytes == 0 ? "-" : String.format(Locale.ROOT, "%+d MB", megabytes);
    }

    /** Without the comments above it. */
    private static String words(String sql) {
        return sql.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining(" "))
                .strip();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
