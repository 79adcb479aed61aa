package blog.chain.lint;

import blog.chain.lint.PreviousReleaseSources.Use;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules against removing what the previous release may still use: it runs until the last process is restarted. */
final class RemovalRules implements RuleSet {
    private static final String WHY =
            "The previous release runs until its last process is restarted, and fails on every"
                    + " statement that names what is gone.";
    private static final Set<String> OBJECTS = Set.of(
            "view", "function", "procedure", "routine", "type", "domain", "sequence", "schema", "extension", "policy");

    static final LintRule COLUMN = new LintRule(
            "drop-column",
            "a dropped column is used by no release that runs",
            WHY,
            "Release a version that does not use <table>.<column> any more (and give it a default, or make it nullable);"
                    + " drop it in the release after.",
            "ban-drop-column");
    static final LintRule TABLE = new LintRule(
            "drop-table",
            "a dropped table is used by no release that runs",
            WHY,
            "Release a version that does not use <table> any more; drop it in the release after.",
            "ban-drop-table");
    static final LintRule RENAME_COLUMN = new LintRule(
            "rename-column",
            "no column in use is renamed",
            WHY,
            "Add the new column, keep both alike by a trigger, fill the old rows; release a version that uses the new one;"
                    + " drop <table>.<column> in the release after.",
            "renaming-column");
    static final LintRule RENAME_TABLE = new LintRule(
            "rename-table",
            "no table in use is renamed",
            WHY,
            "alter table <table> rename to …; create view <table> as select * from …;  in one file: a simple view can be"
                    + " written to. Drop the view in the release after.",
            "renaming-table");
    static final LintRule KEY = new LintRule(
            "drop-key",
            "no unique constraint or primary key in use is dropped",
            "`on conflict (…)` of the previous release fails without it, and doubles get in that the next release cannot"
                    + " remove.",
            "Release a version that does not rely on it; drop it in the release after.",
            "ban-drop-constraint, ban-drop-index");
    static final LintRule NOT_NULL = new LintRule(
            "drop-not-null",
            "no column becomes nullable unannounced",
            "The previous release reads it as never null.",
            "Release a version that can read nulls; drop NOT NULL in the release after, and write nulls then.",
            "ban-drop-not-null");
    static final LintRule OBJECT = new LintRule(
            "drop-object",
            "no view, function, type, sequence or extension in use is dropped or renamed",
            WHY,
            "Release a version that does not use it any more; drop it in the release after.",
            "ban-drop-view, ban-drop-function, ban-drop-type, ban-drop-sequence, ban-drop-domain, ban-drop-schema,"
                    + " ban-drop-extension, ban-drop-policy, renaming-object, ban-set-schema");
    static final LintRule ENUM = new LintRule(
            "enum-value",
            "no enum gets a value that the previous release cannot read",
            "Its generated enum has no such constant, so it fails on rows that have the value.",
            "Add the value in one release and write it from the next one on; a varchar with a check is easier to change.",
            "ban-add-enum-value, require-enum-value-ordering");
    static final LintRule CASCADE = new LintRule(
            "drop-cascade",
            "nothing is dropped with cascade",
            "It drops what depends on it, too: how much, depends on the database it runs in.",
            "Name everything that is to go, each in a statement of its own.",
            "ban-truncate-cascade");

    @Override
    public List<LintRule> rules() {
        return List.of(COLUMN, TABLE, RENAME_COLUMN, RENAME_TABLE, KEY, NOT_NULL, OBJECT, ENUM, CASCADE);
    }

    @Override
    public void statement(RuleContext context, ParsedStatement statement, FileFindings findings) {
        var words = statement.words();
        if (cascades(statement)) findings.add(CASCADE, statement.line(), "it drops whatever depends on it");
        if (!context.file().forward()) return;
        if (words.peek("alter", "type") && (statement.has("add", "value") || statement.has("rename", "value"))) {
            findings.add(ENUM, statement.line(), "it changes the values of an enum");
        }
        boolean renames = statement.has("rename", "to")
                || statement.has("rename", "column")
                || statement.has("rename", "attribute")
                || statement.has("set", "schema");
        if (words.accept("drop") || words.accept("alter") && renames) {
            words.accept("materialized");
            if (OBJECTS.contains(words.next().text())) object(context, statement, words, findings);
        }
    }

    /** Not where a foreign key is added, which may end in the same word. */
    private static boolean cascades(ParsedStatement statement) {
        boolean whole = statement.words().peek("drop") || statement.words().peek("truncate");
        boolean altering = statement.words().peek("alter");
        return TokenCursor.parts(statement.tokens()).stream()
                .filter(part -> !part.isEmpty() && part.getLast().is("cascade"))
                .anyMatch(part -> whole || altering && part.stream().anyMatch(token -> token.is("drop")));
    }

    private static void object(
            RuleContext context, ParsedStatement statement, TokenCursor words, FileFindings findings) {
        words.accept("if", "exists");
        for (var part : TokenCursor.parts(words.remaining())) {
            var name = new TokenCursor(part).name();
            used(context, OBJECT, statement.line(), name, "", new Use("", camel(name)), findings);
        }
    }

    @Override
    public void action(RuleContext context, DdlAction action, FileFindings findings) {
        if (!context.file().forward()) return;
        switch (action) {
            case DdlAction.DropColumn it -> column(context, COLUMN, it, it.table(), it.column(), findings);
            case DdlAction.RenameColumn it -> column(context, RENAME_COLUMN, it, it.table(), it.column(), findings);
            case DdlAction.DropTable it -> it.tables().forEach(table -> table(context, TABLE, it, table, findings));
            case DdlAction.RenameTable it -> table(context, RENAME_TABLE, it, it.table(), findings);
            case DdlAction.Alter it
            when new TokenCursor(it.words()).peek("set", "schema") ->
                table(context, RENAME_TABLE, it, it.table(), findings);
            case DdlAction.DropConstraint it -> constraint(context, it, findings);
            case DdlAction.DropIndex it -> it.names().forEach(name -> index(context, it, name, findings));
            case DdlAction.DropNotNull it -> notNull(context, it, findings);
            default -> {}
        }
    }

    private static void column(
            RuleContext context, LintRule rule, DdlAction action, String table, String column, FileFindings findings) {
        if (context.isUsed(table)) used(context, rule, action.line(), table, column, column(table, column), findings);
    }

    private static void table(
            RuleContext context, LintRule rule, DdlAction action, String table, FileFindings findings) {
        if (context.isUsed(table)) used(context, rule, action.line(), table, "", constant(table), findings);
    }

    private static void constraint(RuleContext context, DdlAction.DropConstraint drop, FileFindings findings) {
        var name = drop.constraint();
        var dropped = context.schema().constraint(drop.table(), name);
        if (context.isUsed(drop.table())
                && dropped.filter(ConstraintDefinition::hasKeyIndex).isPresent()) {
            used(context, KEY, drop.line(), name, "", constant(name), findings);
        }
    }

    private static void index(RuleContext context, DdlAction action, String name, FileFindings findings) {
        if (context.schema().index(name).filter(DdlAction.CreateIndex::unique).isPresent()) {
            used(context, KEY, action.line(), name, "", constant(name), findings);
        }
    }

    private static void notNull(RuleContext context, DdlAction.DropNotNull drop, FileFindings findings) {
        if (context.isUsed(drop.table())) {
            var wrong = drop.table() + "." + drop.column() + " may be null from here on";
            findings.add(NOT_NULL, drop.line(), wrong, drop.table(), drop.column());
        }
    }

    /** With a release to look at, what it does not name may go; without one, whoever writes the file has to say so. */
    private static void used(
            RuleContext context, LintRule rule, int line, String thing, String part, Use use, FileFindings findings) {
        var name = part.isEmpty() ? thing : thing + "." + part;
        var tag = context.release().tag();
        if (tag.isEmpty()) {
            findings.add(
                    rule,
                    line,
                    "no tag of a release says whether " + name + " is still used: state why it may go",
                    thing,
                    part);
            return;
        }
        var uses = context.release().uses(use);
        if (!uses.isEmpty()) {
            var shown = uses.stream().limit(5).collect(Collectors.joining(", "));
            var more = uses.size() > 5 ? " and " + (uses.size() - 5) + " more" : "";
            findings.add(rule, line, tag.get() + " still uses " + name + ": " + shown + more, thing, part);
        }
    }

    /** As generated: {@code POSTS.TITLE}, or {@code .TITLE} after an alias or a path. */
    private static Use column(String table, String column) {
        var tables = "(?<!\\w)(?:" + table.toUpperCase(Locale.ROOT) + "|[a-z]\\w*)";
        return new Use("(?:" + tables + "|\\))\\s*\\.\\s*", column.toUpperCase(Locale.ROOT));
    }

    private static Use constant(String name) {
        return new Use("", name.toUpperCase(Locale.ROOT));
    }

    private static String camel(String name) {
        var words = Arrays.stream(name.split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return "[" + words.substring(0, 1).toLowerCase(Locale.ROOT) + words.charAt(0) + "]" + words.substring(1);
    }
}
