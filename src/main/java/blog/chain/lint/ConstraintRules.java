package blog.chain.lint;

import java.util.List;

/** Rules for adding a constraint to a table in use without scanning the table under a lock. */
final class ConstraintRules implements RuleSet {
    static final LintRule NOT_VALID = new LintRule(
            "constraint-not-valid",
            "a check or foreign key of a used table is first added as not valid",
            "Otherwise every row is read while the table is locked: a foreign key keeps writers of both tables out, a"
                    + " check keeps everybody out.",
            "alter table <table> add constraint … not valid;  then, in the next migration: alter table <table> validate"
                    + " constraint …;",
            "constraint-missing-not-valid, adding-foreign-key-constraint");
    static final LintRule VALIDATE = new LintRule(
            "validate-apart",
            "a constraint is validated in a later file than the one that adds it",
            "In one transaction the lock of adding is held while validating reads every row.",
            "Move `validate constraint` to a migration of its own.",
            "constraint-missing-not-valid");
    static final LintRule UNIQUE = new LintRule(
            "unique-using-index",
            "a key of a used table is made of an index that is there",
            "Adding a unique constraint or primary key builds its index while everybody is kept out.",
            "create unique index concurrently <table>_<column>_key on <table> (<column>);  then, in the next migration:"
                    + " alter table <table> add constraint <table>_<column>_key unique using index <table>_<column>_key;",
            "disallowed-unique-constraint, adding-serial-primary-key-field");
    static final LintRule SET_NOT_NULL = new LintRule(
            "set-not-null",
            "a column becomes NOT NULL after a validated check has said so",
            "Otherwise every row is read while everybody is kept out of the table.",
            """
            1. alter table <table> add constraint <table>_<column>_check check (<column> is not null) not valid;
            2. in the next migration: alter table <table> validate constraint <table>_<column>_check;
            3. in the one after that: alter table <table> alter column <column> set not null, drop constraint
               <table>_<column>_check;  which reads no row.""",
            "adding-not-nullable-field");
    static final LintRule NEW_NOT_NULL = new LintRule(
            "not-null-needs-default",
            "a NOT NULL column of a used table has a default",
            "It fails where there are rows; and the running release, which does not know the column, could add none.",
            "alter table <table> add column <column> … not null default …;  A constant default rewrites no row. Where none"
                    + " makes sense: add it nullable, write it from the next release on, fill the old rows, then set it NOT NULL.",
            "adding-required-field");
    static final LintRule ON_DELETE = new LintRule(
            "on-delete",
            "a foreign key says what happens when its parent goes",
            "Without a word, deleting the parent is refused, which is found out in production.",
            "on delete cascade, on delete set null, or on delete restrict where refusing is what is meant.",
            "");
    static final LintRule DOMAIN = new LintRule(
            "domain-constraint",
            "a domain's constraint is first added as not valid",
            "Every table with a column of the domain is read, locked against writers.",
            "alter domain … add constraint … not valid;  then validate it in the next migration.",
            "ban-alter-domain-with-add-constraint, ban-create-domain-with-constraint (which we allow)");

    @Override
    public List<LintRule> rules() {
        return List.of(NOT_VALID, VALIDATE, UNIQUE, SET_NOT_NULL, NEW_NOT_NULL, ON_DELETE, DOMAIN);
    }

    @Override
    public void statement(RuleContext context, ParsedStatement statement, FileFindings findings) {
        if (statement.words().peek("alter", "domain")
                && (addsCheck(statement) || statement.has("set", "not", "null"))) {
            findings.add(DOMAIN, statement.line(), "it reads every column of the domain");
        }
    }

    private static boolean addsCheck(ParsedStatement statement) {
        return statement.has("add") && statement.has("check") && !statement.has("not", "valid");
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        switch (action) {
            case DdlAction.CreateTable made ->
                made.allConstraints().forEach(each -> onDelete(made.table(), each, findings));
            case DdlAction.AddConstraint added -> onDelete(added.table(), added.constraint(), findings);
            case DdlAction.AddColumn added ->
                added.column().constraints().forEach(each -> onDelete(added.table(), each, findings));
            default -> {}
        }
        usedTable(context, action, findings);
    }

    private static void usedTable(RuleContext context, DdlAction action, FileFindings findings) {
        switch (action) {
            case DdlAction.AddConstraint added when context.isUsed(added.table()) -> added(added, findings);
            case DdlAction.AddColumn added when context.isUsed(added.table()) -> column(added, findings);
            case DdlAction.SetNotNull set when context.isUsed(set.table()) -> notNull(context, set, findings);
            case DdlAction.Validate validate
            when context.isUsed(validate.table()) -> validate(context, validate, findings);
            default -> {}
        }
    }

    private static void added(DdlAction.AddConstraint added, FileFindings findings) {
        var table = added.table();
        var constraint = added.constraint();
        if (constraint.hasKeyIndex() && !constraint.usesIndex()) {
            var column = constraint.columns().isEmpty() ? "<column>" : String.join(", ", constraint.columns());
            var exclusion = constraint.kind() == ConstraintDefinition.Kind.EXCLUSION
                    ? "; PostgreSQL knows no other way, so give the table a copy or a quiet hour"
                    : "";
            findings.add(
                    UNIQUE,
                    constraint.line(),
                    "it builds an index while " + table + " is locked" + exclusion,
                    table,
                    column);
        } else if (!constraint.hasKeyIndex() && constraint.valid()) {
            findings.add(NOT_VALID, constraint.line(), "it reads all rows of " + table + " while it is locked", table);
        }
    }

    private static void column(DdlAction.AddColumn added, FileFindings findings) {
        var column = added.column();
        boolean none = column.value().isEmpty() || column.value().getFirst().is("null");
        if (column.notNull() && none && !column.identity() && !column.stored()) {
            findings.add(
                    NEW_NOT_NULL,
                    column.line(),
                    column.name() + " is NOT NULL and has no default",
                    added.table(),
                    column.name());
        }
        for (var constraint : column.constraints()) {
            // PostgreSQL itself spares a new column that is null everywhere the look at its foreign key.
            boolean reads = constraint.valid()
                    && (constraint.kind() == ConstraintDefinition.Kind.CHECK
                            || constraint.kind() == ConstraintDefinition.Kind.FOREIGN && !none);
            if (reads) {
                findings.add(NOT_VALID, constraint.line(), "it reads all rows of " + added.table(), added.table());
            } else if (constraint.hasKeyIndex()) {
                findings.add(UNIQUE, constraint.line(), "it builds an index", added.table(), column.name());
            }
        }
    }

    private static void onDelete(String table, ConstraintDefinition constraint, FileFindings findings) {
        if (constraint.kind() == ConstraintDefinition.Kind.FOREIGN && !constraint.saysOnDelete()) {
            findings.add(
                    ON_DELETE,
                    constraint.line(),
                    "the foreign key to " + constraint.parent() + " does not say it",
                    table);
        }
    }

    private static void notNull(RuleContext context, DdlAction.SetNotNull set, FileFindings findings) {
        boolean known = context.schema().constraints(set.table()).stream()
                .anyMatch(each -> each.valid() && each.refusesNull(set.column()));
        if (!known) {
            var wrong = "no validated constraint says that " + set.table() + "." + set.column() + " is never null";
            findings.add(SET_NOT_NULL, set.line(), wrong, set.table(), set.column());
        }
    }

    private static void validate(RuleContext context, DdlAction.Validate validate, FileFindings findings) {
        boolean addedHere = context.file().actions().stream()
                .anyMatch(action -> action instanceof DdlAction.AddConstraint added
                        && added.table().equals(validate.table())
                        && validate.constraint().equals(added.constraint().name()));
        if (addedHere) {
            findings.add(VALIDATE, validate.line(), validate.constraint() + " is added in this file", validate.table());
        }
    }
}
