package blog.chain.lint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules for names that follow the convention, and for comments. */
final class NameRules implements RuleSet {
    private static final int LONGEST = 63;

    static final LintRule NAMED = new LintRule(
            "named",
            "every constraint and index is named",
            "A name that PostgreSQL invents can differ from database to database, and code refers to constraints by"
                    + " their generated names.",
            "Say the name: constraint <table>_<column>_check check (…); create index concurrently <table>_<column>_idx …",
            "");
    static final LintRule CONVENTION = new LintRule(
            "name-convention",
            "names are those PostgreSQL itself would choose",
            "Who reads users_email_key in an error message knows the table, the column and the kind.",
            "<table>_pkey, <table>_<column>_key (unique), _fkey, _check, _idx, _excl; several columns joined by _.",
            "");
    static final LintRule LENGTH = new LintRule(
            "name-length",
            "no name is longer than 63 bytes",
            "PostgreSQL cuts a longer one without a word, and two names may then be one.",
            "Shorten the columns' part of the name; keep the table before and the ending after it.",
            "identifier-too-long");
    static final LintRule COMMENT = new LintRule(
            "comment",
            "every new table and column has a comment",
            "Comments become the Javadoc of the generated classes and the descriptions of the API document.",
            "comment on column <table>.<column> is '…'; in the same file.",
            "");

    @Override
    public List<LintRule> rules() {
        return List.of(NAMED, CONVENTION, LENGTH, COMMENT);
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        switch (action) {
            case DdlAction.CreateTable made -> {
                name(made.table(), made.line(), findings);
                made.columns().forEach(column -> column(context, made.table(), column, findings));
                made.constraints().forEach(constraint -> constraint(made.table(), constraint, findings));
                if (made.plain()) commented(context, made.table(), null, made.line(), findings);
            }
            case DdlAction.AddColumn added -> column(context, added.table(), added.column(), findings);
            case DdlAction.AddConstraint added -> constraint(added.table(), added.constraint(), findings);
            case DdlAction.CreateIndex made -> index(made, findings);
            default -> {}
        }
    }

    private static void column(RuleContext context, String table, ColumnDefinition column, FileFindings findings) {
        name(column.name(), column.line(), findings);
        column.constraints().forEach(constraint -> constraint(table, constraint, findings));
        commented(context, table, column.name(), column.line(), findings);
    }

    private static void commented(
            RuleContext context, String table, @Nullable String column, int line, FileFindings findings) {
        boolean there = context.file().actions().stream()
                .anyMatch(action -> action instanceof DdlAction.Describe comment
                        && comment.table().equals(table)
                        && Objects.equals(comment.column(), column));
        if (context.file().forward() && !there) {
            var what = column == null ? "the table " + table : table + "." + column;
            findings.add(COMMENT, line, what + " has no comment", table, column == null ? "<column>" : column);
        }
    }

    private static void constraint(String table, ConstraintDefinition constraint, FileFindings findings) {
        var name = constraint.name();
        if (name == null) {
            if (constraint.kind() == ConstraintDefinition.Kind.NOT_NULL) return;
            findings.add(
                    NAMED, constraint.line(), "a " + constraint.kind().words + " of " + table + " has no name", table);
            return;
        }
        name(name, constraint.line(), findings);
        var wanted = table + "_" + columns(constraint) + constraint.kind().ending;
        boolean free = constraint.kind() == ConstraintDefinition.Kind.CHECK
                || constraint.kind() == ConstraintDefinition.Kind.EXCLUSION;
        boolean right = name.length() == LONGEST
                || (free || constraint.usesIndex()
                        ? name.startsWith(table + "_") && name.endsWith("_" + constraint.kind().ending)
                        : name.equals(wanted));
        if (!right) findings.add(CONVENTION, constraint.line(), name + " would by convention be " + wanted, table);
    }

    private static String columns(ConstraintDefinition constraint) {
        return constraint.kind() == ConstraintDefinition.Kind.PRIMARY
                        || constraint.columns().isEmpty()
                ? ""
                : String.join("_", constraint.columns()) + "_";
    }

    private static void index(DdlAction.CreateIndex made, FileFindings findings) {
        var table = made.table();
        var name = made.name();
        if (name == null) {
            findings.add(NAMED, made.line(), "an index of " + table + " has no name", table);
            return;
        }
        name(name, made.line(), findings);
        boolean right =
                name.startsWith(table + "_") && (name.endsWith("_idx") || made.unique() && name.endsWith("_key"));
        if (!right) {
            findings.add(
                    CONVENTION, made.line(), name + " does not begin with " + table + "_ or not end in _idx", table);
        }
    }

    private static void name(String name, int line, FileFindings findings) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) findings.add(LENGTH, line, name + " has " + length + " bytes");
    }
}
