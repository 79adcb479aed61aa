package blog.layout;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes of a package do not depend on each other in a circle, but for those listed. Nested classes count as the outer one. */
@Tag("own-server")
final class ClassCycleTest {
    /** Each with the reason why a type of its own would not make it simpler. */
    private static final Map<String, String> REVIEWED = Map.of(
            "blog.platform.database: EmbeddedPostgres PostgresDataFolder PostgresWatch RunningPostgres",
            "one server in four parts: its life, who looks after it, its files, and its trace for other processes; they"
                    + " share its names");

    @Test
    void noCircleButTheReviewedOnes() {
        assertThat(circles(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("blog")))
                .as("circles of classes; cut a new one by a type of its own, or list it here with the reason")
                .containsExactlyInAnyOrderElementsOf(REVIEWED.keySet());
    }

    @Test
    void aCircleIsNoticed() {
        assertThat(circles(new ClassFileImporter().importPackages("blog.layout.broken")))
                .contains("blog.layout.broken.posts: Posts PostsRoutes");
    }

    private static Set<String> circles(JavaClasses classes) {
        var found = new TreeSet<String>();
        classes.stream()
                .filter(each -> !each.getPackageName().startsWith("blog.schema"))
                .collect(groupingBy(JavaClass::getPackageName))
                .forEach((room, own) ->
                        circles(reachable(room, own)).forEach(circle -> found.add(room + ": " + circle)));
        return found;
    }

    /** Those that reach each other, and so each other's circles. */
    private static Set<String> circles(Map<String, Set<String>> reachable) {
        var circles = new TreeSet<String>();
        reachable.forEach((name, others) -> {
            var circle = others.stream()
                    .filter(other -> reachable.getOrDefault(other, Set.of()).contains(name))
                    .sorted()
                    .toList();
            if (circle.size() > 1) circles.add(String.join(" ", circle));
        });
        return circles;
    }

    private static Map<String, Set<String>> reachable(String room, List<JavaClass> classes) {
        var direct = classes.stream()
                .collect(groupingBy(
                        ClassCycleTest::outermost,
                        TreeMap::new,
                        Collectors.flatMapping(
                                each -> each.getDirectDependenciesFromSelf().stream()
                                        .map(dependency ->
                                                dependency.getTargetClass().getBaseComponentType())
                                        .filter(target ->
                                                target.getPackageName().equals(room))
                                        .map(ClassCycleTest::outermost)
                                        .filter(name -> !name.equals(outermost(each))),
                                Collectors.toCollection(TreeSet::new))));
        var all = new TreeMap<String, Set<String>>();
        direct.keySet().forEach(name -> all.put(name, reachableFrom(name, direct)));
        return all;
    }

    private static Set<String> reachableFrom(String start, Map<String, ? extends Set<String>> direct) {
        var seen = new HashSet<String>();
        var next = new ArrayList<>(direct.get(start));
        while (!next.isEmpty()) {
            var name = next.removeLast();
            if (seen.add(name)) next.addAll(direct.get(name));
        }
        return seen;
    }

    private static String outermost(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replaceFirst("\\$.*", "");
    }
}
