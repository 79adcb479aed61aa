package blog.layout;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The import rule: which package may import from which.
 *
 * @param root the package it holds in
 */
record ImportRule(String root) {
    /**
     * Packages that belong together.
     *
     * @param prefix what their names begin with below the root; empty for the features, which need none
     * @param below the names of the storeys that they may import from
     * @param floors their own order: each imports from earlier floors only, and those on one floor not from each other
     */
    private record Storey(String name, String prefix, List<String> below, List<List<String>> floors) {
        /** The floor of a package; empty where it is of another storey. */
        Optional<Integer> floor(String room) {
            return IntStream.range(0, floors.size())
                    .boxed()
                    .filter(at -> floors.get(at).stream().anyMatch(each -> (prefix + each).equals(room)))
                    .findFirst();
        }
    }

    private static final List<Storey> STOREYS = List.of(
            new Storey("schema", "", List.of(), List.of(List.of("schema"))),
            new Storey(
                    "platform",
                    "platform.",
                    List.of("schema"),
                    List.of(
                            List.of("problem", "input", "page"),
                            List.of("config"),
                            List.of("database", "http"),
                            List.of("openapi", "ops", "mail", "limits"))),
            new Storey(
                    "chain",
                    "chain.",
                    List.of("schema", "platform"),
                    List.of(List.of("catalog"), List.of("migrations"), List.of("lint", "plan"))),
            new Storey(
                    "features",
                    "",
                    List.of("schema", "platform"),
                    List.of(
                            List.of("users"),
                            List.of("sessions", "tags"),
                            List.of("passwords", "posts"),
                            List.of("likes", "comments", "follows", "feeds"),
                            List.of("pages"))),
            new Storey(
                    "tools",
                    "tools.",
                    List.of("schema", "platform", "chain", "features"),
                    List.of(List.of("populate"), List.of("bench"))),
            new Storey(
                    "commands",
                    "cli",
                    List.of("schema", "platform", "chain", "tools"),
                    List.of(List.of(".context"), List.of(".db"), List.of(""))),
            new Storey(
                    "top",
                    "",
                    List.of("schema", "platform", "chain", "features", "tools", "commands"),
                    List.of(List.of(""))));

    /** The packages of the features, which other rules are about, too. */
    static List<String> features() {
        return STOREYS.stream()
                .filter(each -> each.name().equals("features"))
                .flatMap(each -> each.floors().stream())
                .flatMap(List::stream)
                .toList();
    }

    ArchCondition<JavaClass> beKept() {
        return new ArchCondition<>("import only from the storeys below and the floors below") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                if (storey(from).isEmpty()) {
                    events.add(SimpleConditionEvent.violated(
                            from, "the package of " + from.getName() + " has no place yet in ImportRule.java"));
                    return;
                }
                from.getDirectDependenciesFromSelf().stream()
                        .filter(each -> inRoot(each.getTargetClass()))
                        .filter(each -> !mayImport(from, each.getTargetClass()))
                        .forEach(each -> events.add(SimpleConditionEvent.violated(from, each.getDescription())));
            }
        };
    }

    private boolean mayImport(JavaClass from, JavaClass to) {
        if (room(from).equals(room(to))) return true;
        var own = storey(from).orElseThrow();
        var other = storey(to);
        if (other.isEmpty()) return false;
        if (!own.equals(other.get())) return own.below().contains(other.get().name());
        return own.floor(room(to)).orElseThrow() < own.floor(room(from)).orElseThrow();
    }

    private Optional<Storey> storey(JavaClass type) {
        return STOREYS.stream()
                .filter(each -> each.floor(room(type)).isPresent())
                .findFirst();
    }

    private boolean inRoot(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    /** The package's name below the root, without the packages of its own that a feature or the schema may have. */
    private String room(JavaClass type) {
        if (type.getPackageName().equals(root)) return "";
        var parts = type.getPackageName().substring(root.length() + 1).split("\\.", -1);
        var grouped = List.of("platform", "chain", "tools", "cli").contains(parts[0]) && parts.length > 1;
        return grouped ? parts[0] + "." + parts[1] : parts[0];
    }
}
