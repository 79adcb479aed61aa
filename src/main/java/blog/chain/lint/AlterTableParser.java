package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;

/** Parses one of the actions listed in an {@code alter table} statement. */
final class AlterTableParser {
    private final String table;
    private final List<SqlToken> all;
    private final TokenCursor words;
    private final int line;

    private AlterTableParser(String table, List<SqlToken> tokens) {
        this.table = table;
        all = tokens;
        words = new TokenCursor(tokens);
        line = words.line();
    }

    static DdlAction of(String table, List<SqlToken> tokens) {
        return new AlterTableParser(table, tokens).read();
    }

    private DdlAction read() {
        if (words.accept("add")) return add();
        if (words.accept("drop")) return drop();
        if (words.accept("alter")) return column();
        if (words.accept("rename", "to")) return new DdlAction.RenameTable(table, words.name(), line);
        if (words.accept("validate", "constraint")) return new DdlAction.Validate(table, words.name(), line);
        if (words.peek("rename") && !words.peek("rename", "constraint")) return rename();
        return other();
    }

    private DdlAction other() {
        return new DdlAction.Alter(table, all, line);
    }

    private DdlAction add() {
        if (ConstraintParser.begins(words)) {
            return new DdlAction.AddConstraint(table, ConstraintParser.ofTable(words), line);
        }
        words.accept("column");
        words.accept("if", "not", "exists");
        return new DdlAction.AddColumn(table, ColumnParser.of(words), line);
    }

    private DdlAction drop() {
        boolean constraint = words.accept("constraint");
        if (!constraint) words.accept("column");
        words.accept("if", "exists");
        var name = words.name();
        return constraint
                ? new DdlAction.DropConstraint(table, name, line)
                : new DdlAction.DropColumn(table, name, line);
    }

    private DdlAction column() {
        if (words.peek("constraint")) return other();
        words.accept("column");
        var column = words.name();
        if (words.accept("set", "not", "null")) return new DdlAction.SetNotNull(table, column, line);
        if (words.accept("drop", "not", "null")) return new DdlAction.DropNotNull(table, column, line);
        if (words.accept("set", "data", "type") || words.accept("type")) {
            var type = ColumnParser.type(words);
            boolean converts = words.peek("collate") || words.peek("using");
            return new DdlAction.ChangeType(table, column, type, converts, line);
        }
        return other();
    }

    private DdlAction rename() {
        words.accept("rename");
        words.accept("column");
        var column = words.name();
        words.accept("to");
        return new DdlAction.RenameColumn(table, column, words.name(), line);
    }
}
