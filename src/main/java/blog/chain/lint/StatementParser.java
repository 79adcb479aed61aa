package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.ArrayList;
import java.util.List;

/** Parses the effect of one statement; skips what no rule needs. */
final class StatementParser {
    private final TokenCursor words;
    private final int line;
    private final List<DdlAction> acts = new ArrayList<>();

    private StatementParser(List<SqlToken> tokens) {
        words = new TokenCursor(tokens);
        line = words.line();
    }

    static List<DdlAction> of(List<SqlToken> tokens) {
        var reading = new StatementParser(tokens);
        reading.read();
        return reading.acts;
    }

    private void read() {
        if (words.took("create")) create();
        else if (words.took("alter", "table")) alter();
        else if (words.took("drop")) drop();
        else if (words.took("comment", "on")) describe();
        else rows();
    }

    private void create() {
        words.took("or", "replace");
        boolean plain = !words.tookOneOf("temporary", "temp");
        words.took("unlogged");
        if (words.took("table")) {
            words.took("if", "not", "exists");
            table(words.name(), plain);
        } else if (words.sees("unique", "index") || words.sees("index")) {
            index();
        } else if (words.took("constraint", "trigger") || words.took("trigger")) {
            while (!words.end() && !words.took("on")) words.take();
            acts.add(new DdlAction.MakeTrigger(words.name(), line));
        }
    }

    private void table(String table, boolean plain) {
        var columns = new ArrayList<ColumnDefinition>();
        var constraints = new ArrayList<ConstraintDefinition>();
        boolean described = words.sees("(");
        for (var part : TokenCursor.parts(words.parenthesis())) {
            var piece = new TokenCursor(part);
            if (ConstraintParser.begins(piece)) {
                constraints.add(ConstraintParser.ofTable(piece));
            } else if (!piece.sees("like")) {
                columns.add(ColumnParser.of(piece));
            }
        }
        boolean ownShape = plain && described && !words.sees("inherits");
        acts.add(new DdlAction.CreateTable(table, columns, constraints, ownShape, line));
    }

    private void index() {
        boolean unique = words.took("unique");
        words.took("index");
        boolean concurrent = words.took("concurrently");
        words.took("if", "not", "exists");
        var name = words.sees("on") ? null : words.name();
        words.took("on");
        words.took("only");
        var table = words.name();
        if (words.took("using")) words.name();
        var columns = ConstraintParser.named(words.parenthesis());
        acts.add(new DdlAction.CreateIndex(name, table, columns, unique, concurrent, line));
    }

    private void alter() {
        words.took("if", "exists");
        words.took("only");
        var table = words.name();
        words.took("*");
        for (var part : TokenCursor.parts(words.rest())) acts.add(AlterTableParser.of(table, part));
    }

    private void drop() {
        if (words.took("table")) {
            words.took("if", "exists");
            acts.add(new DdlAction.DropTable(words.names(), line));
        } else if (words.took("index")) {
            boolean concurrent = words.took("concurrently");
            words.took("if", "exists");
            acts.add(new DdlAction.DropIndex(words.names(), concurrent, line));
        } else if (words.took("trigger")) {
            while (!words.end() && !words.took("on")) words.take();
            acts.add(new DdlAction.MakeTrigger(words.name(), line));
        }
    }

    private void describe() {
        if (words.took("table")) {
            acts.add(new DdlAction.Describe(words.name(), null, line));
        } else if (words.took("column")) {
            var path = new ArrayList<String>();
            do {
                path.add(words.take().text());
            } while (words.took("."));
            if (path.size() > 1) acts.add(new DdlAction.Describe(path.get(path.size() - 2), path.getLast(), line));
        }
    }

    private void rows() {
        if (words.took("truncate")) {
            words.took("table");
            words.took("only");
            words.names().forEach(table -> acts.add(new DdlAction.ChangeRows("truncate", table, false, line)));
        } else if (words.took("update")) {
            change("update");
        } else if (words.took("delete", "from")) {
            change("delete");
        }
    }

    private void change(String verb) {
        words.took("only");
        var table = words.name();
        boolean chosen = false;
        while (!words.end() && !chosen) {
            chosen = words.sees("where");
            words.piece();
        }
        acts.add(new DdlAction.ChangeRows(verb, table, chosen, line));
    }
}
