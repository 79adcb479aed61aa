package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one constraint, of a table or of a column. */
final class ConstraintParser {
    private final TokenCursor words;
    private final int line;
    private @Nullable String name;
    private ConstraintDefinition.Kind kind = ConstraintDefinition.Kind.CHECK;
    private List<String> columns = List.of();
    private List<SqlToken> expression = List.of();
    private @Nullable String parent;
    private boolean saysOnDelete;
    private boolean valid = true;
    private boolean usesIndex;

    private ConstraintParser(TokenCursor words) {
        this.words = words;
        line = words.line();
    }

    static boolean begins(TokenCursor words) {
        return words.peek("constraint")
                || words.peek("not", "null")
                || words.peek("check")
                || words.peek("unique")
                || words.peek("primary", "key")
                || words.peek("foreign", "key")
                || words.peek("references")
                || words.peek("exclude");
    }

    static ConstraintDefinition ofTable(TokenCursor words) {
        return new ConstraintParser(words).read(List.of());
    }

    static ConstraintDefinition ofColumn(TokenCursor words, String column) {
        return new ConstraintParser(words).read(List.of(column));
    }

    private ConstraintDefinition read(List<String> own) {
        columns = own;
        if (words.accept("constraint")) name = words.name();
        what();
        boolean more = true;
        while (more) more = tail();
        return new ConstraintDefinition(name, kind, columns, expression, parent, saysOnDelete, valid, usesIndex, line);
    }

    private void what() {
        if (words.accept("check")) {
            expression = words.nextParenthesis();
        } else if (words.accept("not", "null")) {
            kind = ConstraintDefinition.Kind.NOT_NULL;
            columns = columns.isEmpty() ? List.of(words.name()) : columns;
        } else if (words.accept("primary", "key")) {
            key(ConstraintDefinition.Kind.PRIMARY);
        } else if (words.accept("unique")) {
            if (words.accept("nulls")) words.acceptAny("not", "distinct");
            words.accept("distinct");
            key(ConstraintDefinition.Kind.UNIQUE);
        } else if (words.accept("foreign", "key")) {
            columns = named(words.nextParenthesis());
            reference();
        } else if (words.peek("references")) {
            reference();
        } else {
            kind = ConstraintDefinition.Kind.EXCLUSION;
            while (!words.atEnd() && !words.peek("(")) words.next();
            words.nextParenthesis();
        }
    }

    private void key(ConstraintDefinition.Kind key) {
        kind = key;
        if (words.accept("using", "index")) {
            usesIndex = true;
            words.name();
        } else if (words.peek("(")) {
            columns = named(words.nextParenthesis());
        }
    }

    private void reference() {
        kind = ConstraintDefinition.Kind.FOREIGN;
        words.accept("references");
        parent = words.name();
        words.nextParenthesis();
    }

    private boolean tail() {
        if (words.accept("not", "valid") || words.accept("not", "enforced")) {
            valid = false;
        } else if (words.accept("on", "delete")) {
            saysOnDelete = true;
            action();
        } else if (words.accept("on", "update")) {
            action();
        } else if (words.accept("include") || words.accept("with") || words.accept("where")) {
            words.nextParenthesis();
        } else if (words.accept("match") || words.accept("initially")) {
            words.next();
        } else {
            return words.accept("not", "deferrable")
                    || words.accept("deferrable")
                    || words.accept("no", "inherit")
                    || words.accept("enforced");
        }
        return true;
    }

    private void action() {
        if (words.accept("set")) {
            words.next();
            words.nextParenthesis();
        } else if (!words.accept("no", "action")) {
            words.next();
        }
    }

    static List<String> named(List<SqlToken> tokens) {
        var names = new ArrayList<String>();
        for (var part : TokenCursor.parts(tokens)) names.add(part.getFirst().text());
        return names;
    }
}
