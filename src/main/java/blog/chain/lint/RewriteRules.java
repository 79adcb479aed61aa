package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;
import java.util.Set;

/** Rules against rewriting a table while nobody can use it. */
final class RewriteRules implements RuleSet {
    /** Functions that PostgreSQL asks once a statement, so that their value is kept in the catalog like a constant. */
    private static final Set<String> ASKED_ONCE = Set.of(
            "cast",
            "current_timestamp",
            "localtimestamp",
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "current_setting",
            "lower",
            "upper",
            "to_char",
            "make_interval",
            "make_date",
            "to_timestamp",
            "jsonb_build_object",
            "jsonb_build_array",
            "coalesce");

    /** A parenthesis after them belongs to a type. */
    private static final Set<String> TYPES = Set.of(
            "varchar",
            "char",
            "character",
            "bpchar",
            "numeric",
            "decimal",
            "timestamp",
            "timestamptz",
            "time",
            "interval",
            "bit",
            "varying");

    static final LintRule COLUMN = new LintRule(
            "column-rewrites",
            "a column added to a used table needs no row to be written",
            "A default that differs from row to row, an identity, a serial or a stored computed column: every row is"
                    + " written anew while everybody is kept out.",
            """
            1. alter table <table> add column <column> …;  nullable, without the default
            2. alter table <table> alter column <column> set default …;  for new rows only
            3. fill the old rows in batches, then set it NOT NULL (rule set-not-null).""",
            "adding-field-with-default, adding-serial-primary-key-field");
    static final LintRule TYPE = new LintRule(
            "type-change",
            "a column's type only grows",
            "Other changes write or read every row while everybody is kept out, and the running release reads a type it"
                    + " was not built for. Free are: a longer varchar, varchar to text, a more precise numeric of one scale.",
            """
            1. add a column of the new type; let a trigger keep both alike
            2. fill the old rows in batches
            3. a release reads and writes the new column; the one after it drops the old one.""",
            "changing-column-type");
    static final LintRule BACKFILL = new LintRule(
            "backfill-apart",
            "rows are changed in another file than the table",
            "The table's lock is held until the last row is written.",
            "Move the update to the next migration, and write it so that it can be stopped and run again.",
            "(strong_migrations: backfilling data)");
    static final LintRule FULL = new LintRule(
            "vacuum-full",
            "no vacuum full, no cluster",
            "Both copy the table while everybody is kept out of it.",
            "A plain vacuum frees space for new rows; to give it back to the disk, use pg_repack outside of migrations.",
            "prefer-repack");

    @Override
    public List<LintRule> rules() {
        return List.of(COLUMN, TYPE, BACKFILL, FULL);
    }

    @Override
    public void statement(RuleContext context, ParsedStatement statement, FileFindings findings) {
        boolean vacuum = statement.words().peek("vacuum") && statement.has("full");
        if (vacuum || statement.words().peek("cluster")) {
            findings.add(FULL, statement.line(), "it copies a table while it is locked");
        }
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        switch (action) {
            case DdlAction.AddColumn added
            when context.isUsed(added.table()) -> added(added.table(), added.column(), findings);
            case DdlAction.ChangeType changed
            when context.isUsed(changed.table()) -> changed(context, changed, findings);
            case DdlAction.ChangeRows changed
            when changesShape(context, changed) ->
                findings.add(
                        BACKFILL,
                        changed.line(),
                        "it goes through " + changed.table() + ", which this file has locked",
                        changed.table());
            default -> {}
        }
    }

    private static void added(String table, ColumnDefinition column, FileFindings findings) {
        var what = column.identity()
                ? "an identity numbers every row"
                : column.stored()
                        ? "a stored computed column is computed for every row"
                        : column.type().name().contains("serial")
                                ? column.type().name() + " numbers every row"
                                : differs(column.value()) ? "its default differs from row to row" : "";
        if (!what.isEmpty()) findings.add(COLUMN, column.line(), what, table, column.name());
    }

    /** A call of a function that is not known to be asked once. */
    private static boolean differs(List<SqlToken> value) {
        for (int at = 0; at + 1 < value.size(); at++) {
            var word = value.get(at);
            boolean call = word.isName() && value.get(at + 1).is("(") && !TYPES.contains(word.text());
            if (call && !ASKED_ONCE.contains(word.text())) return true;
        }
        return false;
    }

    private static void changed(RuleContext context, DdlAction.ChangeType changed, FileFindings findings) {
        var before = context.schema().type(changed.table(), changed.column());
        if (changed.converts() || before == null || !changed.type().holdsAll(before)) {
            var wrong = "%s.%s becomes %s%s"
                    .formatted(
                            changed.table(),
                            changed.column(),
                            changed.type(),
                            before == null ? "" : ", and was " + before);
            findings.add(TYPE, changed.line(), wrong, changed.table(), changed.column());
        }
    }

    /** Only what locks readers or writers out; a foreign key counts with the table it leads to. */
    private static boolean changesShape(RuleContext context, DdlAction.ChangeRows changed) {
        var table = changed.table();
        return context.file().forward()
                && context.isUsed(table)
                && context.file().actions().stream().anyMatch(action -> switch (action) {
                    case DdlAction.AddColumn added -> added.table().equals(table);
                    case DdlAction.DropColumn dropped -> dropped.table().equals(table);
                    case DdlAction.AddConstraint added -> added.table().equals(table);
                    case DdlAction.SetNotNull set -> set.table().equals(table);
                    case DdlAction.ChangeType changedType -> changedType.table().equals(table);
                    case DdlAction.MakeTrigger made -> made.table().equals(table);
                    case DdlAction.CreateTable made ->
                        made.allConstraints().anyMatch(each -> table.equals(each.parent()));
                    default -> false;
                });
    }
}
