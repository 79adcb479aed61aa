package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses one column definition. */
final class ColumnParser {
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

    private final TokenCursor words;
    private final List<ConstraintDefinition> constraints = new ArrayList<>();
    private boolean notNull;
    private List<SqlToken> value = List.of();
    private boolean identity;
    private boolean stored;

    private ColumnParser(TokenCursor words) {
        this.words = words;
    }

    static ColumnDefinition of(TokenCursor words) {
        return new ColumnParser(words).read();
    }

    private ColumnDefinition read() {
        int line = words.line();
        var name = words.name();
        var type = type(words);
        while (!words.end()) property(name);
        return new ColumnDefinition(name, type, notNull, value, identity, stored, constraints, line);
    }

    static ColumnType type(TokenCursor words) {
        return ColumnType.of(until(words));
    }

    private static List<SqlToken> until(TokenCursor words) {
        var tokens = new ArrayList<SqlToken>();
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
        } else if (words.sees("constraint") || ConstraintParser.begins(words)) {
            var constraint = ConstraintParser.ofColumn(words, name);
            notNull |= constraint.kind() == ConstraintDefinition.Kind.NOT_NULL
                    || constraint.kind() == ConstraintDefinition.Kind.PRIMARY;
            constraints.add(constraint);
        } else if (words.took("collate")) {
            words.name();
        } else {
            words.take();
        }
    }

    /** The first piece belongs to it whatever it is: {@code default null}. */
    private List<SqlToken> value() {
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
