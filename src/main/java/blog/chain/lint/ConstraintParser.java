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
        return words.sees("constraint")
                || words.sees("check")
                || words.sees("unique")
                || words.sees("primary", "key")
                || words.sees("foreign", "key")
                || words.sees("references")
                || words.sees("exclude");
    }

    static ConstraintDefinition ofTable(TokenCursor words) {
        return new ConstraintParser(words).read(List.of());
    }

    static ConstraintDefinition ofColumn(TokenCursor words, String column) {
        return new ConstraintParser(words).read(List.of(column));
    }

    private ConstraintDefinition read(List<String> own) {
        columns = own;
        if (words.took("constraint")) name = words.name();
        what();
        boolean more = true;
        while (more) more = tail();
        return new ConstraintDefinition(name, kind, columns, expression, parent, saysOnDelete, valid, usesIndex, line);
    }

    private void what() {
        if (words.took("check")) {
            expression = words.parenthesis();
        } else if (words.took("not", "null")) {
            kind = ConstraintDefinition.Kind.NOT_NULL;
            columns = columns.isEmpty() ? List.of(words.name()) : columns;
        } else if (words.took("primary", "key")) {
            key(ConstraintDefinition.Kind.PRIMARY);
        } else if (words.took("unique")) {
            if (words.took("nulls")) words.tookOneOf("not", "distinct");
            words.took("distinct");
            key(ConstraintDefinition.Kind.UNIQUE);
        } else if (words.took("foreign", "key")) {
            columns = named(words.parenthesis());
            reference();
        } else if (words.sees("references")) {
            reference();
        } else {
            kind = ConstraintDefinition.Kind.EXCLUSION;
            while (!words.end() && !words.sees("(")) words.take();
            words.parenthesis();
        }
    }

    private void key(ConstraintDefinition.Kind key) {
        kind = key;
        if (words.took("using", "index")) {
            usesIndex = true;
            words.name();
        } else if (words.sees("(")) {
            columns = named(words.parenthesis());
        }
    }

    private void reference() {
        kind = ConstraintDefinition.Kind.FOREIGN;
        words.took("references");
        parent = words.name();
        words.parenthesis();
    }

    private boolean tail() {
        if (words.took("not", "valid") || words.took("not", "enforced")) {
            valid = false;
        } else if (words.took("on", "delete")) {
            saysOnDelete = true;
            action();
        } else if (words.took("on", "update")) {
            action();
        } else if (words.took("include") || words.took("with") || words.took("where")) {
            words.parenthesis();
        } else if (words.took("match") || words.took("initially")) {
            words.take();
        } else {
            return words.took("not", "deferrable")
                    || words.took("deferrable")
                    || words.took("no", "inherit")
                    || words.took("enforced");
        }
        return true;
    }

    private void action() {
        if (words.took("set")) {
            words.take();
            words.parenthesis();
        } else if (!words.took("no", "action")) {
            words.take();
        }
    }

    static List<String> named(List<SqlToken> tokens) {
        var names = new ArrayList<String>();
        for (var part : TokenCursor.parts(tokens)) names.add(part.getFirst().text());
        return names;
    }
}
