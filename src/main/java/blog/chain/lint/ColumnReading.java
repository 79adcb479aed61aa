package blog.chain.lint;

import blog.chain.migrations.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the description of one column. */
final class ColumnReading {
    private static final Set<String> AFTER_TYPE = Set.of(
            "constraint",
            "not",
            "null",
            "default",
            "check",
            "unique",
            "primary",
            "references",
            "collate",
            "generated",
            "storage",
            "compression",
            "using");

    private final Words words;
    private final List<Constraint> constraints = new ArrayList<>();
    private boolean notNull;
    private List<Token> value = List.of();
    private boolean identity;
    private boolean stored;

    private ColumnReading(Words words) {
        this.words = words;
    }

    static Column of(Words words) {
        return new ColumnReading(words).read();
    }

    private Column read() {
        int line = words.line();
        var name = words.name();
        var type = type(words);
        while (!words.end()) property(name);
        return new Column(name, type, notNull, value, identity, stored, constraints, line);
    }

    static Type type(Words words) {
        return Type.of(until(words));
    }

    private static List<Token> until(Words words) {
        var tokens = new ArrayList<Token>();
        while (!words.end() && AFTER_TYPE.stream().noneMatch(words::sees)) tokens.addAll(words.piece());
        return tokens;
    }

    private void property(String name) {
        if (words.took("not", "null")) {
            notNull = true;
        } else if (words.took("default")) {
            value = value();
        } else if (words.took("generated")) {
            generated();
        } else if (words.sees("constraint") || ConstraintReading.begins(words)) {
            var constraint = ConstraintReading.ofColumn(words, name);
            notNull |= constraint.kind() == Constraint.Kind.NOT_NULL || constraint.kind() == Constraint.Kind.PRIMARY;
            constraints.add(constraint);
        } else if (words.took("collate")) {
            words.name();
        } else {
            words.take();
        }
    }

    /** The first piece belongs to it whatever it is: {@code default null}. */
    private List<Token> value() {
        var tokens = new ArrayList<>(words.piece());
        tokens.addAll(until(words));
        return tokens;
    }

    private void generated() {
        while (!words.end() && !words.took("as")) words.take();
        identity = words.took("identity");
        words.parenthesis();
        stored = words.took("stored");
        words.took("virtual");
    }
}
