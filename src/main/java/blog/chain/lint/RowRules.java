package blog.chain.lint;

import java.util.List;

/** Rules for statements that change rows. */
final class RowRules implements RuleSet {
    static final LintRule DELETE = new LintRule(
            "rows-lost",
            "no truncate, no delete without where",
            "Rows cannot be brought back by a U script.",
            "Say which rows go: delete from <table> where …;  A table that is to be empty is dropped, or emptied by hand.",
            "ban-truncate-cascade");
    static final LintRule UPDATE = new LintRule(
            "update-all",
            "no update without where",
            "It writes every row anew, also those that are right already, and holds them all locked to the end.",
            "update <table> set … where … is distinct from …;  in batches on a large table.",
            "(strong_migrations: backfilling data)");

    @Override
    public List<LintRule> rules() {
        return List.of(DELETE, UPDATE);
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        if (action instanceof DdlAction.ChangeRows changed && !changed.chosen() && context.isUsed(changed.table())) {
            boolean update = changed.verb().equals("update");
            findings.add(
                    update ? UPDATE : DELETE,
                    changed.line(),
                    "it " + changed.verb() + "s every row of " + changed.table(),
                    changed.table());
        }
    }
}
