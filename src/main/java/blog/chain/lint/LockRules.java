package blog.chain.lint;

import blog.chain.migrations.MigrationScripts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules against long waits for locks while a migration runs. */
final class LockRules implements RuleSet {
    static final LintRule TIMEOUT = new LintRule(
            "lock-timeout",
            "a file that locks a used table gives up waiting after a while",
            "While a migration waits for its lock behind one slow query, every later query waits behind the migration.",
            "Begin the file with: set local lock_timeout = '2s';  A run that gave up is simply run again."
                    + " Outside a transaction: set lock_timeout = '2s'; first, and reset lock_timeout; last.",
            "require-timeout-settings, require-lock-timeout");
    static final LintRule INDEX = new LintRule(
            "index-concurrently",
            "an index on a used table is built concurrently",
            "A plain create index keeps every writer out until it is built: minutes on a large table.",
            "In a file of its own: create index concurrently … on <table> (…);",
            "require-concurrent-index-creation");
    static final LintRule DROP_INDEX = new LintRule(
            "index-drop-concurrently",
            "an index of a used table is dropped concurrently",
            "A plain drop index waits for, and then keeps out, readers and writers of the table.",
            "In a file of its own: drop index concurrently …;",
            "require-concurrent-index-deletion");
    static final LintRule ALONE = new LintRule(
            "concurrently-alone",
            "what is done concurrently has a file of its own",
            "PostgreSQL refuses it inside a transaction. Without one, a failure leaves half of the file done.",
            "Move the statement to a migration of its own, the only one in its file.",
            "ban-concurrent-index-creation-in-transaction");
    static final LintRule OUTSIDE = new LintRule(
            "outside-transaction",
            "Flyway is told of a statement that it would run in a transaction, and PostgreSQL would not",
            "Flyway knows an index that is built or dropped concurrently and a vacuum, but not everything of that kind.",
            "Put a file <file>.conf beside it, with the line: executeInTransaction=false",
            "");
    static final LintRule REINDEX = new LintRule(
            "reindex-concurrently",
            "reindex, detach partition and refresh materialized view are done concurrently",
            "Without the word, all of them keep writers or readers out for as long as they take.",
            "reindex index concurrently …; alter table <table> detach partition … concurrently; refresh materialized view"
                    + " concurrently …;",
            "require-concurrent-reindex, require-concurrent-partition-detach");
    static final LintRule TRIGGERS = new LintRule(
            "disable-trigger",
            "no trigger is switched off",
            "For everybody, not for the migration alone: rows written meanwhile miss what the trigger keeps.",
            "Write the statement so that the trigger may run, or split the work into batches.",
            "ban-disable-trigger");
    static final LintRule LOCK = new LintRule(
            "lock-table",
            "no table is locked by hand",
            "The lock is held until the whole file is done, whatever the statements after it need.",
            "Leave it out: each statement takes the lock it needs.",
            "");

    @Override
    public List<LintRule> rules() {
        return List.of(TIMEOUT, INDEX, DROP_INDEX, ALONE, OUTSIDE, REINDEX, TRIGGERS, LOCK);
    }

    @Override
    public void file(RuleContext context, FileFindings findings) {
        var statements = context.file().statements();
        for (var statement : statements) {
            if (!statement.step().transactional() && statements.size() > 1) {
                findings.add(ALONE, statement.line(), "it stands beside other statements");
            }
        }
        requireReset(statements, findings);
        boolean limited = false;
        for (var statement : statements) {
            if (resets(statement)) limited = false;
            limited |= limits(context.file(), statement, findings);
            var locked = statement.actions().stream()
                    .filter(action -> locks(context, action))
                    .findFirst();
            if (!limited && locked.isPresent() && statement.step().transactional()) {
                findings.add(TIMEOUT, locked.get().line(), "it locks a table that is in use, with no lock_timeout set");
                return;
            }
        }
    }

    /** All pending files are run on one connection: what is not local holds for those after it, too. */
    private static void requireReset(List<ParsedStatement> statements, FileFindings findings) {
        @Nullable ParsedStatement set = null;
        for (var statement : statements) {
            if (resets(statement)) set = null;
            else if (sets(statement) && !statement.words().peek("set", "local")) set = statement;
        }
        if (set != null) {
            findings.add(
                    TIMEOUT,
                    set.line(),
                    "it holds for the files after it as well: end this one with reset lock_timeout;");
        }
    }

    private static boolean sets(ParsedStatement statement) {
        return statement.words().peek("set") && statement.has("lock_timeout") && !resets(statement);
    }

    /** Zero means to wait for ever. */
    private static boolean resets(ParsedStatement statement) {
        var last =
                statement.tokens().isEmpty() ? "" : statement.tokens().getLast().text();
        return statement.words().peek("reset") && (statement.has("lock_timeout") || last.equals("all"))
                || statement.words().peek("set")
                        && statement.has("lock_timeout")
                        && last.matches("default|'?0+ *[a-z]*'?");
    }

    private static boolean limits(MigrationFile file, ParsedStatement statement, FileFindings findings) {
        if (!sets(statement)) return false;
        boolean vain = statement.words().peek("set", "local") && MigrationScripts.saysNoTransaction(file.conf());
        if (vain) {
            findings.add(
                    TIMEOUT,
                    statement.line(),
                    "set local does nothing outside a transaction: say set lock_timeout = '2s'");
        }
        return !vain;
    }

    private static boolean locks(RuleContext context, DdlAction action) {
        return switch (action) {
            case DdlAction.CreateTable made -> made.allConstraints().anyMatch(each -> locksParent(context, each));
            case DdlAction.AddConstraint added ->
                context.isUsed(added.table()) || locksParent(context, added.constraint());
            case DdlAction.AddColumn added ->
                context.isUsed(added.table())
                        || added.column().constraints().stream().anyMatch(each -> locksParent(context, each));
            case DdlAction.DropTable dropped -> dropped.tables().stream().anyMatch(context::isUsed);
            case DdlAction.DropIndex dropped -> !dropped.concurrent();
            case DdlAction.CreateIndex made -> context.isUsed(made.table());
            case DdlAction.MakeTrigger made -> context.isUsed(made.table());
            case DdlAction.ChangeRows changed -> context.isUsed(changed.table());
            case DdlAction.Describe comment -> false;
            default -> context.isUsed(table(action));
        };
    }

    private static boolean locksParent(RuleContext context, ConstraintDefinition constraint) {
        return constraint.parent() != null && context.isUsed(constraint.parent());
    }

    private static String table(DdlAction action) {
        return switch (action) {
            case DdlAction.DropColumn alter -> alter.table();
            case DdlAction.RenameColumn alter -> alter.table();
            case DdlAction.RenameTable alter -> alter.table();
            case DdlAction.SetNotNull alter -> alter.table();
            case DdlAction.DropNotNull alter -> alter.table();
            case DdlAction.ChangeType alter -> alter.table();
            case DdlAction.Validate alter -> alter.table();
            case DdlAction.DropConstraint alter -> alter.table();
            case DdlAction.Alter alter -> alter.table();
            default -> "";
        };
    }

    @Override
    public void statement(RuleContext context, ParsedStatement statement, FileFindings findings) {
        if (couldBeConcurrent(statement) && !statement.has("concurrently")) {
            findings.add(REINDEX, statement.line(), "it is not done concurrently");
        }
        if (runsInTransaction(context.file()) && statement.step().needsConf()) {
            findings.add(OUTSIDE, statement.line(), "it cannot run in a transaction, and Flyway does not know");
        }
        if (statement.words().peek("lock")) findings.add(LOCK, statement.line(), "it locks a table by hand");
        if (statement.words().peek("alter", "table") && statement.has("disable", "trigger")
                || statement.has("session_replication_role")) {
            findings.add(TRIGGERS, statement.line(), "it switches triggers off");
        }
    }

    private static boolean couldBeConcurrent(ParsedStatement statement) {
        return statement.words().peek("reindex")
                || statement.has("detach", "partition") && !statement.has("finalize")
                || statement.words().peek("refresh", "materialized");
    }

    /** For Flyway, which has nothing to do with U scripts. */
    private static boolean runsInTransaction(MigrationFile file) {
        return file.forward() && !MigrationScripts.saysNoTransaction(file.conf());
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        if (action instanceof DdlAction.CreateIndex made && !made.concurrent() && context.isUsed(made.table())) {
            findings.add(INDEX, made.line(), "it keeps writers of " + made.table() + " out", made.table());
        }
        if (action instanceof DdlAction.DropIndex dropped && !dropped.concurrent()) {
            findings.add(DROP_INDEX, dropped.line(), "it keeps everybody out of the index's table");
        }
    }
}
