package blog.chain.lint;

import java.util.List;

/** Rules that belong together, and the check of them. */
interface RuleSet {
    List<Rule> rules();

    default void file(Scene scene, Findings findings) {}

    default void statement(Scene scene, Statement statement, Findings findings) {}

    default void act(Scene scene, Act act, Findings findings) {}
}
