package blog.platform.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operations of the reviewed API document, each with the names of the schemas it takes or shows.
 *
 * @param schemas by operation, such as "GET /api/posts"
 */
record ApiOperations(SortedMap<String, Set<String>> schemas) {
    private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/([A-Za-z]+)");

    static ApiOperations reviewed() {
        try {
            var text = Files.readString(Path.of("docs", "openapi.json"));
            return of(JsonMapper.builder().build().readTree(text));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static ApiOperations of(JsonNode document) {
        var operations = new TreeMap<String, Set<String>>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    var found = new TreeSet<String>();
                    collect(method.getValue(), document, found);
                    operations.put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), found);
                }));
        return new ApiOperations(operations);
    }

    /** With what these refer to. */
    private static void collect(JsonNode part, JsonNode document, Set<String> found) {
        var names = new ArrayList<String>();
        REFERENCE.matcher(part.toString()).results().forEach(each -> names.add(each.group(1)));
        for (var name : names) {
            if (found.add(name)) collect(document.at("/components/schemas/" + name), document, found);
        }
    }

    /** Those that take or show one of these schemas. */
    List<String> of(Collection<String> names) {
        return schemas.entrySet().stream()
                .filter(operation -> operation.getValue().stream().anyMatch(names::contains))
                .map(operation -> operation.getKey())
                .toList();
    }
}
