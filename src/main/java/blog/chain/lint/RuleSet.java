package blog.chain.lint;

import java.util.List;

/** A group of related rules, and their check. */
interface RuleSet {
    List<LintRule> rules();

    default void file(RuleContext context, FileFindings findings) {}

    default void statement(RuleContext context, ParsedStatement statement, FileFindings findings) {}

    default void action(RuleContext context, DdlAction action, FileFindings findings) {}
}
