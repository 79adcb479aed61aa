package blog.chain.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Parses the output of {@link CatalogWriter}. */
final class CatalogParser {
    private static final Pattern PROPERTY = Pattern.compile("(?<name>[a-z ]+):(?: (?<value>.*))?", Pattern.DOTALL);

    private final List<String> lines;
    private final List<SchemaObject> objects = new ArrayList<>();
    private int at;

    CatalogParser(String text) {
        this.lines = List.of(text.split("\n", -1));
    }

    List<SchemaObject> objects() {
        while (at < lines.size()) {
            if (lines.get(at).isEmpty()) at++;
            else readWithParts();
        }
        return objects;
    }

    private void readWithParts() {
        var whole = read("", "");
        while (at < lines.size() && startsObject(CatalogWriter.STEP)) read(CatalogWriter.STEP, whole.name());
    }

    private SchemaObject read(String indent, String of) {
        var line = lines.get(at).substring(indent.length());
        var kind = ObjectKind.beginning(line).orElseThrow(() -> fault("no kind of object that Blog knows"));
        at++;
        var name = unescaped(line.substring(kind.word().length() + 1));
        var object = new SchemaObject(kind, of, name, properties(indent + CatalogWriter.STEP));
        objects.add(object);
        return object;
    }

    private SequencedMap<String, String> properties(String indent) {
        var properties = new LinkedHashMap<String, String>();
        while (at < lines.size() && lines.get(at).startsWith(indent) && !startsObject(indent)) {
            var property = PROPERTY.matcher(lines.get(at).substring(indent.length()));
            if (!property.matches()) throw fault("neither an object nor a property");
            at++;
            var value = property.group("value");
            properties.put(property.group("name"), value == null ? block(indent + CatalogWriter.STEP) : value);
        }
        return properties;
    }

    private String block(String indent) {
        var begin = indent + CatalogWriter.MARGIN;
        var block = new ArrayList<String>();
        while (at < lines.size() && lines.get(at).startsWith(begin)) {
            block.add(lines.get(at++).substring(begin.length()));
        }
        return String.join("\n", block);
    }

    private boolean startsObject(String indent) {
        var line = lines.get(at);
        return line.startsWith(indent)
                && ObjectKind.beginning(line.substring(indent.length())).isPresent();
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("Line " + (at + 1) + " of the catalog is " + what + ": " + lines.get(at));
    }

    private static String unescaped(String name) {
        var plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '\\' && i + 1 < name.length()) {
                letter = name.charAt(++i) == 'n' ? '\n' : name.charAt(i);
            }
            plain.append(letter);
        }
        return plain.toString();
    }
}
