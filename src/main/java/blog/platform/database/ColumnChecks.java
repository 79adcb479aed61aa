package blog.platform.database;

import blog.platform.input.SelfChecking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Checks the members of a request against the columns they are written to. The same rules, read without values, supply
 * the constraints in the API document.
 */
public final class ColumnChecks {
    /** One constraint on a member, as a sentence and as JSON Schema. */
    public record Rule(
            @Nullable Field<String> column,
            boolean nullable,
            int minimum,
            int maximum,
            @Nullable Pattern pattern) {}

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

    private final SequencedMap<String, Rule> rules = new LinkedHashMap<>();
    private final SequencedMap<String, List<String>> faults = new TreeMap<>();

    /** Text that goes to a column: of its length at most, not null unless it may be, not blank. */
    public ColumnChecks text(String name, @Nullable String value, Field<String> column) {
        return check(name, value, new Rule(column, column.getDataType().nullable(), 1, length(column), null));
    }

    /** As {@link #text(String, String, Field)}, of a given form. */
    public ColumnChecks text(String name, @Nullable String value, Field<String> column, Pattern pattern) {
        return check(name, value, new Rule(column, column.getDataType().nullable(), 1, length(column), pattern));
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
        if (!holds) fault(name, sentence);
        return this;
    }

    public SequencedMap<String, List<String>> faults() {
        return faults;
    }

    /** The rules that were checked, by member. */
    public SequencedMap<String, Rule> rules() {
        return rules;
    }

    private ColumnChecks check(String name, @Nullable String value, Rule rule) {
        rules.put(name, rule);
        if (value == null) {
            if (!rule.nullable()) fault(name, "is required");
            return this;
        }
        // PostgreSQL counts characters, not UTF-16 units.
        var length = value.codePointCount(0, value.length());
        if (rule.column() != null && BLANK.matcher(value).matches()) fault(name, "must not be blank");
        else if (length < rule.minimum()) fault(name, "must be at least %d characters".formatted(rule.minimum()));
        else if (rule.pattern() != null && !rule.pattern().matches(value))
            fault(name, rule.pattern().sentence());
        if (length > rule.maximum()) fault(name, "must be at most %d characters".formatted(rule.maximum()));
        if (value.codePoints().anyMatch(ColumnChecks::cannotBeStored))
            fault(name, "must not contain the character U+0000 or half a surrogate pair");
        return this;
    }

    private void fault(String name, String sentence) {
        faults.computeIfAbsent(name, none -> new ArrayList<>()).add(sentence);
    }

    private static int length(Field<String> column) {
        var length = column.getDataType().length();
        return length == 0 ? Integer.MAX_VALUE : length;
    }

    private static boolean cannotBeStored(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
