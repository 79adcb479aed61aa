package blog.platform.database;

import blog.platform.input.PatchMember;
import blog.platform.input.SelfChecking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Checks the members of a request against the columns they are written to, and says which member goes to which column. The
 * same rules, read without values, supply the constraints in the API document.
 */
public final class ColumnChecks {
    /**
     * One constraint on a member, as a sentence and as JSON Schema.
     *
     * @param pattern the form of a line; null for text of any form
     */
    public record Rule(
            @Nullable Field<String> column,
            boolean nullable,
            int minimum,
            int maximum,
            @Nullable Pattern pattern) {
        /** What it asks for beside a length; a form is asked of lines, and a line must look like what it is. */
        public List<String> sentences() {
            return pattern == null ? List.of() : List.of(pattern.sentence(), VisibleText.VISIBLE, VisibleText.COMPOSED);
        }

        static Rule of(Field<String> column, @Nullable Pattern pattern) {
            var type = column.getDataType();
            return new Rule(
                    column, type.nullable(), 1, type.length() == 0 ? Integer.MAX_VALUE : type.length(), pattern);
        }
    }

    /** @param sentence what it asks for, as in "must be …" */
    public record Pattern(java.util.regex.Pattern compiled, String sentence) {
        /** @param regex as in ECMA-262, so that it can stand in a JSON schema; of the whole text, from ^ to $ */
        public Pattern(String regex, String sentence) {
            this(java.util.regex.Pattern.compile(regex, java.util.regex.Pattern.UNICODE_CHARACTER_CLASS), sentence);
        }

        public String regex() {
            return compiled.pattern();
        }

        boolean matches(String value) {
            return compiled.matcher(value).matches();
        }
    }

    /** A request whose members have rules. */
    public interface Ruled extends SelfChecking {
        ColumnChecks checks();

        @Override
        default SequencedMap<String, List<String>> faults() {
            return checks().faults();
        }
    }

    /** PostgreSQL's [[:space:]]; {@link String#isBlank} leaves out U+00A0 and others. */
    private static final java.util.regex.Pattern BLANK = java.util.regex.Pattern.compile("\\p{IsWhite_Space}*");

    private record Check(String name, @Nullable String value, Rule rule) {}

    private record FailedRule(String name, String sentence) {}

    private final List<Check> checks = new ArrayList<>();
    private final List<FailedRule> failedRules = new ArrayList<>();

    /** Text that goes to a column: of its length at most, not null unless it may be, not blank. */
    public ColumnChecks text(String name, @Nullable String value, Field<String> column) {
        return check(name, value, Rule.of(column, null));
    }

    /** One line of a given form, such as a name: in NFC and without invisible characters, so that none passes for another. */
    public ColumnChecks line(String name, @Nullable String value, Field<String> column, Pattern pattern) {
        return check(name, value, Rule.of(column, pattern));
    }

    /** As {@link #text(String, String, Field)}, unless a patch leaves it out. */
    public ColumnChecks text(String name, PatchMember<String> member, Field<String> column) {
        return member.given() ? text(name, member.value(), column) : this;
    }

    /** As {@link #line(String, String, Field, Pattern)}, unless a patch leaves it out. */
    public ColumnChecks line(String name, PatchMember<String> member, Field<String> column, Pattern pattern) {
        return member.given() ? line(name, member.value(), column, pattern) : this;
    }

    /** Text that goes to no column as it is, of a length in characters; spaces count. */
    public ColumnChecks secret(String name, @Nullable String value, int minimum, int maximum) {
        return check(name, value, new Rule(null, false, minimum, maximum, null));
    }

    /** As {@link #secret}, but may be left out. */
    public ColumnChecks optionalSecret(String name, @Nullable String value, int minimum, int maximum) {
        return check(name, value, new Rule(null, true, minimum, maximum, null));
    }

    /** A rule over several members. */
    public ColumnChecks rule(String name, boolean holds, String sentence) {
        if (!holds) failedRules.add(new FailedRule(name, sentence));
        return this;
    }

    private ColumnChecks check(String name, @Nullable String value, Rule rule) {
        checks.add(new Check(name, value, rule));
        return this;
    }

    /** The rules that are checked, by member. */
    public SequencedMap<String, Rule> rules() {
        var rules = new LinkedHashMap<String, Rule>();
        for (var check : checks) rules.put(check.name(), check.rule());
        return rules;
    }

    /** What is to be written, by column; of a patch, what it changes. */
    public Map<Field<String>, @Nullable String> values() {
        var values = new LinkedHashMap<Field<String>, @Nullable String>();
        for (var check : checks) {
            var column = check.rule().column();
            if (column != null) values.put(column, check.value());
        }
        return values;
    }

    public SequencedMap<String, List<String>> faults() {
        var faults = new TreeMap<String, List<String>>();
        for (var check : checks) {
            var sentences = faults(check.value(), check.rule());
            if (!sentences.isEmpty()) faults.put(check.name(), sentences);
        }
        for (var failed : failedRules) {
            faults.computeIfAbsent(failed.name(), none -> new ArrayList<>()).add(failed.sentence());
        }
        return faults;
    }

    private static List<String> faults(@Nullable String value, Rule rule) {
        var faults = new ArrayList<String>();
        if (value == null) {
            if (!rule.nullable()) faults.add("is required");
            return faults;
        }
        // PostgreSQL counts characters, not UTF-16 units.
        var length = value.codePointCount(0, value.length());
        if (rule.column() != null && BLANK.matcher(value).matches()) {
            faults.add("must not be blank");
        } else if (length < rule.minimum()) {
            faults.add("must be at least %d characters".formatted(rule.minimum()));
        } else if (rule.pattern() != null && !rule.pattern().matches(value)) {
            faults.add(rule.pattern().sentence());
        }
        if (rule.pattern() != null) faults.addAll(VisibleText.faults(value));
        if (length > rule.maximum()) faults.add("must be at most %d characters".formatted(rule.maximum()));
        if (value.codePoints().anyMatch(ColumnChecks::cannotBeStored)) {
            faults.add("must not contain the character U+0000 or half a surrogate pair");
        }
        return faults;
    }

    private static boolean cannotBeStored(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
