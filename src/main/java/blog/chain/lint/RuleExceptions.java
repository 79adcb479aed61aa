package blog.chain.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The exceptions to the rules, each with its reason: in a comment of the file or, for a landed one, in the list beside
 * them.
 */
final class RuleExceptions {
    /** Beside the migrations: {@code file rule: reason} a line. */
    static final String LIST = "lint-exceptions";

    static final LintRule RULE = new LintRule(
            "exception",
            "an exception names a rule that would find something, and says why it may be",
            "A reason is for the next reader; an exception that excepts nothing would hide the next fault.",
            "-- lint: allow <rule>: <reason>   in the file; for a landed file, a line in db-migrations/" + LIST
                    + ":  <file> <rule>: <reason>",
            "(squawk-ignore, which asks for no reason)");

    private static final Pattern COMMENT = Pattern.compile("--\\s*lint:\\s*allow\\s+([\\w-]+)\\s*:?(.*)");
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+([\\w-]+)\\s*:?(.*)");

    /** The names, the pairs and the order of files are the same for every database, whatever the reason for the next one. */
    private static final Set<String> FIXED =
            LandedFileRules.rules().stream().map(LintRule::id).collect(Collectors.toSet());

    /** @param from where it stands, which need not be the file it speaks of */
    private record One(String from, int line, String file, String rule, String reason) {
        String fault(Set<String> known) {
            if (FIXED.contains(rule)) return rule + " has no exceptions";
            if (!known.contains(rule)) return "there is no rule " + rule + " (./blog db lint --rules lists them)";
            return reason.isBlank() ? "it gives no reason" : "";
        }
    }

    private final List<One> all = new ArrayList<>();

    void read(MigrationFile file) {
        read(file.name(), file.text(), COMMENT, 1, file.name());
    }

    void readList(String text) {
        read(LIST, text, LINE, 2, "");
    }

    private void read(String from, String text, Pattern pattern, int rule, String owner) {
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var found = pattern.matcher(line);
            if (!(owner.isEmpty() ? !line.startsWith("#") && found.matches() : found.find())) continue;
            var file = owner.isEmpty() ? found.group(1) : owner;
            all.add(new One(
                    from, number, file, found.group(rule), found.group(rule + 1).strip()));
        }
    }

    /** Returns the findings that no exception allows, and those about the exceptions themselves. */
    List<Finding> applied(List<Finding> found, Set<String> rules, Function<String, FileFindings> findings) {
        var used = new HashSet<One>();
        var left = found.stream()
                .filter(finding -> all.stream()
                        .filter(one -> one.fault(rules).isEmpty())
                        .filter(one -> one.file.equals(finding.file())
                                && one.rule.equals(finding.rule().id()))
                        .peek(used::add)
                        .toList()
                        .isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        for (var one : all) {
            var fault = one.fault(rules);
            if (fault.isEmpty() && !used.contains(one)) fault = one.rule + " finds nothing in " + one.file;
            if (!fault.isEmpty()) findings.apply(one.from).add(RULE, one.line, fault);
        }
        return left;
    }
}
