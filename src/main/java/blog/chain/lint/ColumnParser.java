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
        while (!words.atEnd()) property(name);
        return new ColumnDefinition(name, type, notNull, value, identity, stored, constraints, line);
    }

    static ColumnType type(TokenCursor words) {
        return ColumnType.of(until(words));
    }

    private static List<SqlToken> until(TokenCursor words) {
        var tokens = new ArrayList<SqlToken>();
        while (!words.atEnd() && AFTER_TYPE.stream().noneMatch(words::peek)) tokens.addAll(words.nextGroup());
        return tokens;
    }

    private void property(String name) {
        if (words.accept("not", "null")) {
            notNull = true;
        } else if (words.accept("default")) {
            value = value();
        } else if (words.accept("generated")) {
            generated();
        } else if (words.peek("constraint") || ConstraintParser.begins(words)) {
            var constraint = ConstraintParser.ofColumn(words, name);
            notNull |= constraint.kind() == ConstraintDefinition.Kind.NOT_NULL
                    || constraint.kind() == ConstraintDefinition.Kind.PRIMARY;
            constraints.add(constraint);
        } else if (words.accept("collate")) {
            words.name();
        } else {
            words.next();
        }
    }

    /** The first piece belongs to it whatever it is: {@code default null}. */
    private List<SqlToken> value() {
        var tokens = new ArrayList<>(words.nextGroup());
        tokens.addAll(until(words));
        return tokens;
    }

    private void generated() {
        while (!words.atEnd() && !words.accept("as")) words.next();
        identity = words.accept("identity");
        words.nextParenthesis();
        stored = words.accept("stored");
        words.accept("virtual");
    }
}
