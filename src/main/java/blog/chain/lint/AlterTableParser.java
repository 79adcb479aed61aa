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
        if (words.took("add")) return add();
        if (words.took("drop")) return drop();
        if (words.took("alter")) return column();
        if (words.took("rename", "to")) return new DdlAction.RenameTable(table, words.name(), line);
        if (words.took("validate", "constraint")) return new DdlAction.Validate(table, words.name(), line);
        if (words.sees("rename") && !words.sees("rename", "constraint")) return rename();
        return other();
    }

    private DdlAction other() {
        return new DdlAction.Alter(table, all, line);
    }

    private DdlAction add() {
        if (ConstraintParser.begins(words)) {
            return new DdlAction.AddConstraint(table, ConstraintParser.ofTable(words), line);
        }
        words.took("column");
        words.took("if", "not", "exists");
        return new DdlAction.AddColumn(table, ColumnParser.of(words), line);
    }

    private DdlAction drop() {
        boolean constraint = words.took("constraint");
        if (!constraint) words.took("column");
        words.took("if", "exists");
        var name = words.name();
        return constraint
                ? new DdlAction.DropConstraint(table, name, line)
                : new DdlAction.DropColumn(table, name, line);
    }

    private DdlAction column() {
        if (words.sees("constraint")) return other();
        words.took("column");
        var column = words.name();
        if (words.took("set", "not", "null")) return new DdlAction.SetNotNull(table, column, line);
        if (words.took("drop", "not", "null")) return new DdlAction.DropNotNull(table, column, line);
        if (words.took("set", "data", "type") || words.took("type")) {
            var type = ColumnParser.type(words);
            while (!words.end() && !words.sees("using")) words.take();
            return new DdlAction.ChangeType(table, column, type, words.sees("using"), line);
        }
        return other();
    }

    private DdlAction rename() {
        words.took("rename");
        words.took("column");
        var column = words.name();
        words.took("to");
        return new DdlAction.RenameColumn(table, column, words.name(), line);
    }
}
