package blog.chain.lint;

import java.util.List;

/** A group of related rules, and their check. */
interface RuleSet {
    List<LintRule> rules();

    default void file(RuleContext scene, FileFindings findings) {}

    default void statement(RuleContext scene, ParsedStatement statement, FileFindings findings) {}

    default void act(RuleContext scene, DdlAction act, FileFindings findings) {}
}
