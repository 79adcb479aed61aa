package blog.chain.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a live schema with the expected one, object by object and property by property. */
final class CatalogComparison {
    private final Map<String, SchemaObject> expected;
    private final Map<String, SchemaObject> live;
    private final BreakingDifferenceRules consequences;
    private final List<CatalogDifference> differences = new ArrayList<>();

    CatalogComparison(List<SchemaObject> expected, List<SchemaObject> live) {
        this.expected = byKey(expected);
        this.live = byKey(live);
        this.consequences = new BreakingDifferenceRules(expected);
    }

    private static Map<String, SchemaObject> byKey(List<SchemaObject> objects) {
        var byKey = new LinkedHashMap<String, SchemaObject>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return byKey;
    }

    SchemaDrift drift() {
        expected.forEach((key, object) -> {
            var actual = live.get(key);
            if (actual != null) compare(object, actual);
            else if (!partOfAny(object, live, expected)) missing(object);
        });
        live.forEach((key, object) -> {
            if (expected.containsKey(key)) return;
            if (!partOfAny(object, expected, live) || consequences.reachesOurTables(object)) extra(object);
        });
        return new SchemaDrift(differences);
    }

    /** Returns whether its table is on its side only, too: then the table's own difference says it all. */
    private static boolean partOfAny(
            SchemaObject object, Map<String, SchemaObject> otherSide, Map<String, SchemaObject> itsSide) {
        return wholes(object).noneMatch(otherSide::containsKey)
                && wholes(object).anyMatch(itsSide::containsKey);
    }

    private static Stream<String> wholes(SchemaObject object) {
        return Stream.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.TYPE)
                .map(kind -> SchemaObject.of(kind, "", object.of()).key());
    }

    private void missing(SchemaObject object) {
        add(CatalogDifference.What.MISSING, object, null, object.summary(), null, consequences.ofMissing(object));
    }

    private void extra(SchemaObject object) {
        add(CatalogDifference.What.EXTRA, object, null, null, object.summary(), consequences.ofExtra(object));
    }

    private void compare(SchemaObject object, SchemaObject actual) {
        for (var property : object.propertiesWith(actual)) {
            var wanted = object.value(property);
            var found = actual.value(property);
            if (!Objects.equals(wanted, found)) {
                var consequence = consequences.ofChanged(object, property);
                add(CatalogDifference.What.CHANGED, object, property, wanted, found, consequence);
            }
        }
    }

    private void add(
            CatalogDifference.What what,
            SchemaObject object,
            @Nullable String property,
            @Nullable String wanted,
            @Nullable String found,
            BreakingDifferenceRules.Consequence consequence) {
        differences.add(new CatalogDifference(
                what,
                object.kind(),
                object.title(),
                property,
                wanted,
                found,
                consequence.breaking(),
                consequence.because()));
    }
}
