package blog.chain.lint;

/**
 * One rule for migrations.
 *
 * @param id what an exception names
 * @param summary what is asked, in half a sentence
 * @param why what goes wrong when the rule is violated
 * @param recipe how the same is done safely; {@code <table>} and {@code <column>} stand for those of a finding
 * @param squawk the rules of squawk that ask the same; empty where it has none
 */
public record LintRule(String id, String summary, String why, String recipe, String squawk) {}
