package blog.chain.lint;

import java.util.List;
import java.util.Set;

/** Rules against column types that are regretted later. */
final class TypeRules implements RuleSet {
    private static final Set<String> SMALL = Set.of("integer", "smallint", "serial", "smallserial");

    static final LintRule SERIAL = new LintRule(
            "prefer-identity",
            "numbers come from an identity, not from a serial",
            "A serial's sequence has rights and an owner of its own, and any insert may set the number.",
            "<column> bigint generated always as identity",
            "prefer-identity");
    static final LintRule TIMESTAMP = new LintRule(
            "prefer-timestamptz",
            "an instant is a timestamptz",
            "A timestamp without time zone means another instant for every session's time zone.",
            "<column> timestamptz",
            "prefer-timestamptz");
    static final LintRule CHAR = new LintRule(
            "no-char",
            "a text is a varchar(n) or a text, never a char(n)",
            "char(n) is filled up with blanks, which comparisons pass over and other languages do not.",
            "<column> varchar(…), whose length becomes the limit that the API checks",
            "ban-char-field");
    static final LintRule JSON = new LintRule(
            "prefer-jsonb",
            "JSON is kept as jsonb",
            "json has no equality: select distinct and group by fail on it.",
            "<column> jsonb",
            "(strong_migrations: adding a json column)");
    static final LintRule KEY = new LintRule(
            "bigint-key",
            "a generated key is a bigint",
            "An integer ends at 2,147,483,647, and making it longer then writes the whole table anew.",
            "<column> bigint generated always as identity",
            "prefer-bigint-over-int, prefer-bigint-over-smallint (which ask it of every column)");
    static final LintRule MONEY = new LintRule(
            "no-money",
            "no money, no time with time zone",
            "What a money means depends on a setting of the server; a timetz has no date to know its offset by.",
            "numeric(…, 2), or an integer of cents; time",
            "");
    static final LintRule PRIMARY = new LintRule(
            "primary-key",
            "every table has a primary key",
            "Without one no row can be named: not by an API, not in a list by pages, not by replication.",
            "constraint <table>_pkey primary key (…)",
            "");

    @Override
    public List<LintRule> rules() {
        return List.of(SERIAL, TIMESTAMP, CHAR, JSON, KEY, MONEY, PRIMARY);
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        switch (action) {
            case DdlAction.CreateTable made -> {
                made.columns().forEach(column -> {
                    type(made.table(), column.name(), column.type(), column.line(), findings);
                    key(made, column, findings);
                });
                if (made.plain() && keys(made).isEmpty() && !getsKey(context, made.table())) {
                    findings.add(PRIMARY, made.line(), made.table() + " has no primary key", made.table());
                }
            }
            case DdlAction.AddColumn added -> {
                var column = added.column();
                type(added.table(), column.name(), column.type(), column.line(), findings);
            }
            case DdlAction.ChangeType changed ->
                type(changed.table(), changed.column(), changed.type(), changed.line(), findings);
            default -> {}
        }
    }

    private static void type(String table, String column, ColumnType type, int line, FileFindings findings) {
        var rule =
                switch (type.name().replace("[]", "")) {
                    case "serial", "bigserial", "smallserial" -> SERIAL;
                    case "timestamp" -> TIMESTAMP;
                    case "char" -> CHAR;
                    case "json" -> JSON;
                    case "money", "timetz" -> MONEY;
                    default -> null;
                };
        if (rule != null) findings.add(rule, line, table + "." + column + " is a " + type, table, column);
    }

    private static void key(DdlAction.CreateTable made, ColumnDefinition column, FileFindings findings) {
        boolean generated = column.identity() || column.type().name().contains("serial");
        boolean alone = keys(made).equals(List.of(column.name()));
        if (SMALL.contains(column.type().name()) && (generated || alone)) {
            var wrong = made.table() + "." + column.name() + " is a key and a " + column.type();
            findings.add(KEY, column.line(), wrong, made.table(), column.name());
        }
    }

    private static boolean getsKey(RuleContext context, String table) {
        return context.file().actions().stream()
                .anyMatch(action -> action instanceof DdlAction.AddConstraint added
                        && added.table().equals(table)
                        && added.constraint().kind() == ConstraintDefinition.Kind.PRIMARY);
    }

    /** The columns of the primary key. */
    private static List<String> keys(DdlAction.CreateTable made) {
        return made.allConstraints()
                .filter(each -> each.kind() == ConstraintDefinition.Kind.PRIMARY)
                .map(ConstraintDefinition::columns)
                .findFirst()
                .orElse(List.of());
    }
}
