package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;
import java.util.Set;

/** Rules for a migration file as a whole. */
final class FileRules implements RuleSet {
    private static final Set<String> BEYOND = Set.of("database", "system", "role", "user", "group", "tablespace");

    static final LintRule READABLE = new LintRule(
            "readable",
            "the file can be cut into statements",
            "Flyway cannot run it.",
            "Close the string, the comment or the dollar quote that is left open.",
            "syntax-error (the rest of the grammar is PostgreSQL's own: the build runs every file)");
    static final LintRule EMPTY = new LintRule(
            "undo-does-nothing",
            "a U script does something",
            "An empty U script says that undoing works, and leaves the change there.",
            "Write what takes the change back. Where nothing needs to be, say so in a comment above `select 1;`.",
            "");
    static final LintRule NOTHING = new LintRule(
            "migration-does-nothing",
            "a migration changes something",
            "Applied as ./blog db new wrote it, it is in the history of a database and changes nothing there; what is"
                    + " written into it afterwards never runs.",
            "Write the change below its comments, and what takes it back into the U file; or delete both files.",
            "");
    static final LintRule NESTED = new LintRule(
            "transaction-nesting",
            "no begin, no commit",
            "Flyway runs each file in a transaction; a commit inside leaves a failed file half done.",
            "Leave it out.",
            "transaction-nesting, ban-uncommitted-transaction");
    static final LintRule IF_EXISTS = new LintRule(
            "if-exists",
            "no if exists, no if not exists",
            "It passes over a database that is not what the file was written for, and over an invalid index that a failed"
                    + " run left.",
            "Leave it out: the failure then says what differs.",
            "prefer-robust-stmts (the opposite: Flyway's history already keeps a file from running twice)");
    static final LintRule CLUSTER = new LintRule(
            "beyond-schema",
            "a migration changes the schema only",
            "Roles, databases and settings of the server belong to who runs it, and are not in the throwaway database.",
            "Set it where the server is set up.",
            "ban-drop-database, ban-alter-database-options, ban-alter-role-options, ban-alter-system-options");

    @Override
    public List<LintRule> rules() {
        return List.of(READABLE, EMPTY, NOTHING, NESTED, IF_EXISTS, CLUSTER);
    }

    @Override
    public void file(RuleContext context, FileFindings findings) {
        var file = context.file();
        if (!file.fault().isEmpty()) {
            findings.add(READABLE, 1, "it cannot be read: " + file.fault());
        } else if (file.statements().isEmpty()) {
            findings.add(file.forward() ? NOTHING : EMPTY, 1, "there is no statement in it");
        } else if (file.statements().stream().allMatch(FileRules::sets)) {
            findings.add(file.forward() ? NOTHING : EMPTY, 1, "it does nothing but set how it would be run");
        }
    }

    private static boolean sets(ParsedStatement statement) {
        return statement.words().peek("set");
    }

    @Override
    public void statement(RuleContext context, ParsedStatement statement, FileFindings findings) {
        if (statement.tokens().isEmpty()) return;
        if (statement.has("'")
                || statement.has("\"")
                || SqlToken.endsOpen(statement.step().sql())) {
            findings.add(READABLE, statement.line(), "a quote or a comment in it is not closed");
        }
        var first = statement.tokens().getFirst();
        if (statement.step().controlsTransaction()) {
            findings.add(NESTED, statement.line(), "it says " + first.text());
        }
        var words = statement.words();
        if (words.acceptAny("create", "alter", "drop")) {
            if (!words.atEnd() && BEYOND.contains(words.next().text())) {
                findings.add(CLUSTER, statement.line(), "it changes more than this database's schema");
            }
            if (statement.has("if", "exists") || statement.has("if", "not", "exists")) {
                findings.add(IF_EXISTS, statement.line(), "it does nothing, without a word, where it does not fit");
            }
        }
    }
}
