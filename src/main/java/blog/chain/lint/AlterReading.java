package blog.chain.lint;

import blog.chain.migrations.Token;
import java.util.List;

/** Reads one of the changes that {@code alter table} lists. */
final class AlterReading {
    private final String table;
    private final List<Token> all;
    private final Words words;
    private final int line;

    private AlterReading(String table, List<Token> tokens) {
        this.table = table;
        all = tokens;
        words = new Words(tokens);
        line = words.line();
    }

    static Act of(String table, List<Token> tokens) {
        return new AlterReading(table, tokens).read();
    }

    private Act read() {
        if (words.took("add")) return add();
        if (words.took("drop")) return drop();
        if (words.took("alter")) return column();
        if (words.took("rename", "to")) return new Act.RenameTable(table, words.name(), line);
        if (words.took("validate", "constraint")) return new Act.Validate(table, words.name(), line);
        if (words.sees("rename") && !words.sees("rename", "constraint")) return rename();
        return other();
    }

    private Act other() {
        return new Act.Alter(table, all, line);
    }

    private Act add() {
        if (ConstraintReading.begins(words)) {
            return new Act.AddConstraint(table, ConstraintReading.ofTable(words), line);
        }
        words.took("column");
        words.took("if", "not", "exists");
        return new Act.AddColumn(table, ColumnReading.of(words), line);
    }

    private Act drop() {
        boolean constraint = words.took("constraint");
        if (!constraint) words.took("column");
        words.took("if", "exists");
        var name = words.name();
        return constraint ? new Act.DropConstraint(table, name, line) : new Act.DropColumn(table, name, line);
    }

    private Act column() {
        if (words.sees("constraint")) return other();
        words.took("column");
        var column = words.name();
        if (words.took("set", "not", "null")) return new Act.SetNotNull(table, column, line);
        if (words.took("drop", "not", "null")) return new Act.DropNotNull(table, column, line);
        if (words.took("set", "data", "type") || words.took("type")) {
            var type = ColumnReading.type(words);
            while (!words.end() && !words.sees("using")) words.take();
            return new Act.ChangeType(table, column, type, words.sees("using"), line);
        }
        return other();
    }

    private Act rename() {
        words.took("rename");
        words.took("column");
        var column = words.name();
        words.took("to");
        return new Act.RenameColumn(table, column, words.name(), line);
    }
}
