package blog.chain.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Requires an index for every foreign key; one file may add the key and the next one the index. */
final class ForeignKeyIndexRule implements RuleSet {
    static final LintRule RULE = new LintRule(
            "foreign-key-index",
            "a foreign key's columns have an index",
            "Without one, deleting a parent reads the whole table, and holds the parent locked meanwhile.",
            "In a file of its own, before the key is added: create index concurrently <table>_<column>_idx on <table>"
                    + " (<column>);",
            "(strong_migrations: adding a reference)");

    private record Key(String file, String table, ConstraintDefinition constraint) {}

    private final List<Key> keys = new ArrayList<>();

    @Override
    public List<LintRule> rules() {
        return List.of(RULE);
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        if (!context.file().forward()) return;
        switch (action) {
            case DdlAction.CreateTable made -> made.allConstraints().forEach(each -> keep(context, made.table(), each));
            case DdlAction.AddColumn added ->
                added.column().constraints().forEach(each -> keep(context, added.table(), each));
            case DdlAction.AddConstraint added -> keep(context, added.table(), added.constraint());
            default -> {}
        }
    }

    private void keep(RuleContext context, String table, ConstraintDefinition constraint) {
        if (constraint.kind() == ConstraintDefinition.Kind.FOREIGN) {
            keys.add(new Key(context.file().name(), table, constraint));
        }
    }

    /** @param end the schema after all files */
    void end(SimulatedSchema end, Function<String, FileFindings> findings) {
        for (var key : keys) {
            var columns = key.constraint.columns();
            boolean gone = !end.constraints(key.table).contains(key.constraint)
                    && !end.constraints(key.table).contains(key.constraint.validated());
            if (!gone && !end.isIndexed(key.table, columns)) {
                var names = String.join("_", columns);
                var wrong = "no index begins with " + String.join(", ", columns);
                findings.apply(key.file).add(RULE, key.constraint.line(), wrong, key.table, names);
            }
        }
    }
}
