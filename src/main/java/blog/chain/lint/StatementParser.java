package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses the effect of one statement; skips what no rule needs. */
final class StatementParser {
    /** The words that may follow the queries of a {@code with}. */
    private static final Set<String> VERBS = Set.of("select", "values", "insert", "update", "delete", "merge");

    private final TokenCursor words;
    private final int line;
    private final List<DdlAction> actions = new ArrayList<>();

    private StatementParser(List<SqlToken> tokens) {
        words = new TokenCursor(tokens);
        line = words.line();
    }

    static List<DdlAction> of(List<SqlToken> tokens) {
        var reading = new StatementParser(tokens);
        reading.read();
        return reading.actions;
    }

    private void read() {
        if (words.accept("create")) create();
        else if (words.accept("alter", "table")) alter();
        else if (words.accept("drop")) drop();
        else if (words.accept("comment", "on")) describe();
        else rows();
    }

    private void create() {
        words.accept("or", "replace");
        boolean plain = !words.acceptAny("temporary", "temp");
        words.accept("unlogged");
        if (words.accept("table")) {
            words.accept("if", "not", "exists");
            table(words.name(), plain);
        } else if (words.peek("unique", "index") || words.peek("index")) {
            index();
        } else if (words.accept("constraint", "trigger") || words.acceptAny("trigger", "policy")) {
            while (!words.atEnd() && !words.accept("on")) words.next();
            actions.add(new DdlAction.MakeTrigger(words.name(), line));
        }
    }

    private void table(String table, boolean plain) {
        var columns = new ArrayList<ColumnDefinition>();
        var constraints = new ArrayList<ConstraintDefinition>();
        boolean described = words.peek("(");
        for (var part : TokenCursor.parts(words.nextParenthesis())) {
            var element = new TokenCursor(part);
            if (ConstraintParser.begins(element)) {
                constraints.add(ConstraintParser.ofTable(element));
            } else if (!element.peek("like")) {
                columns.add(ColumnParser.of(element));
            }
        }
        boolean ownShape = plain && described && !words.peek("inherits");
        actions.add(new DdlAction.CreateTable(table, columns, constraints, ownShape, line));
    }

    private void index() {
        boolean unique = words.accept("unique");
        words.accept("index");
        boolean concurrent = words.accept("concurrently");
        words.accept("if", "not", "exists");
        var name = words.peek("on") ? null : words.name();
        words.accept("on");
        words.accept("only");
        var table = words.name();
        if (words.accept("using")) words.name();
        var columns = ConstraintParser.named(words.nextParenthesis());
        actions.add(new DdlAction.CreateIndex(name, table, columns, unique, concurrent, line));
    }

    private void alter() {
        words.accept("if", "exists");
        words.accept("only");
        var table = words.name();
        words.accept("*");
        for (var part : TokenCursor.parts(words.remaining())) actions.add(AlterTableParser.of(table, part));
    }

    private void drop() {
        if (words.accept("table")) {
            words.accept("if", "exists");
            actions.add(new DdlAction.DropTable(words.names(), line));
        } else if (words.accept("index")) {
            boolean concurrent = words.accept("concurrently");
            words.accept("if", "exists");
            actions.add(new DdlAction.DropIndex(words.names(), concurrent, line));
        } else if (words.acceptAny("trigger", "policy")) {
            while (!words.atEnd() && !words.accept("on")) words.next();
            actions.add(new DdlAction.MakeTrigger(words.name(), line));
        }
    }

    private void describe() {
        if (words.accept("table")) {
            actions.add(new DdlAction.Describe(words.name(), null, line));
        } else if (words.accept("column")) {
            var path = new ArrayList<String>();
            do {
                path.add(words.next().text());
            } while (words.accept("."));
            if (path.size() > 1) actions.add(new DdlAction.Describe(path.get(path.size() - 2), path.getLast(), line));
        }
    }

    private void rows() {
        if (words.accept("with")) {
            while (!words.atEnd() && VERBS.stream().noneMatch(words::peek)) words.nextGroup();
        }
        if (words.accept("truncate")) {
            words.accept("table");
            truncate();
        } else if (words.accept("update")) {
            change("update");
        } else if (words.accept("delete", "from")) {
            change("delete");
        }
    }

    private void truncate() {
        do {
            words.accept("only");
            actions.add(new DdlAction.ChangeRows("truncate", words.name(), false, line));
            words.accept("*");
        } while (words.accept(","));
    }

    private void change(String verb) {
        words.accept("only");
        var table = words.name();
        boolean chosen = false;
        while (!words.atEnd() && !chosen) {
            chosen = words.peek("where");
            words.nextGroup();
        }
        actions.add(new DdlAction.ChangeRows(verb, table, chosen, line));
    }
}
