package blog.layout;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * The import rule: which package may import from which.
 *
 * @param root the package it holds in
 */
record ImportOrder(String root) {
    /** Imports run one way, from later lines to earlier ones; packages on one line do not see each other. */
    private static final List<List<String>> ORDER = List.of(
            List.of("problem", "schema", "input", "page"),
            List.of("config"),
            List.of("database", "http", "catalog", "markdown", "mail"),
            List.of("migrations", "guard"),
            List.of("lint", "plan"),
            List.of("users"),
            List.of("sessions", "tags"),
            List.of("passwords", "posts"),
            List.of("likes", "comments", "follows", "feeds", "populate"),
            List.of("pages"),
            List.of("openapi", "ops", "bench"),
            List.of("cli"),
            List.of(""));

    ArchCondition<JavaClass> beKept() {
        return new ArchCondition<>("import only from the left") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                if (rank(from) < 0) {
                    events.add(SimpleConditionEvent.violated(
                            from,
                            "the package of " + from.getName() + " has no place yet in the order of ImportOrder.java"));
                    return;
                }
                from.getDirectDependenciesFromSelf().stream()
                        .filter(each -> inRoot(each.getTargetClass()))
                        .filter(each -> !room(each.getTargetClass()).equals(room(from)))
                        .filter(each -> rank(each.getTargetClass()) >= rank(from))
                        .forEach(each -> events.add(SimpleConditionEvent.violated(from, each.getDescription())));
            }
        };
    }

    private int rank(JavaClass type) {
        var room = room(type);
        for (int at = 0; at < ORDER.size(); at++) if (ORDER.get(at).contains(room)) return at;
        return -1;
    }

    private boolean inRoot(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    /** The first part of the package's name below the root. */
    private String room(JavaClass type) {
        var below =
                type.getPackageName().equals(root) ? "" : type.getPackageName().substring(root.length() + 1);
        return below.replaceFirst("\\..*", "");
    }
}
