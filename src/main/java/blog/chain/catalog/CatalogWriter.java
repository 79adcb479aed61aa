package blog.chain.catalog;

import java.util.List;

/** Writes a catalog as text: each object, below it its properties, and below those the objects that are part of it. */
final class CatalogWriter {
    static final String STEP = "  ";
    /** Before each line of a value that has several. */
    static final String MARGIN = "|";

    private final List<SchemaObject> objects;
    private final StringBuilder text = new StringBuilder();

    CatalogWriter(List<SchemaObject> objects) {
        this.objects = objects;
    }

    String text() {
        for (var object : partsOf("")) {
            if (!text.isEmpty()) text.append('\n');
            write(object, "");
            if (mayHaveParts(object)) partsOf(object.name()).forEach(part -> write(part, STEP));
        }
        return text.toString();
    }

    /** A sequence or a function may have the name of a table, and has no parts. */
    static boolean mayHaveParts(SchemaObject object) {
        return switch (object.kind()) {
            case TABLE, VIEW, TYPE -> true;
            case SEQUENCE, FUNCTION, COLUMN, CONSTRAINT, INDEX, TRIGGER -> false;
        };
    }

    private List<SchemaObject> partsOf(String name) {
        return objects.stream().filter(each -> each.of().equals(name)).toList();
    }

    private void write(SchemaObject object, String indent) {
        text.append(indent).append(object.kind().word()).append(' ');
        text.append(escaped(object.name())).append('\n');
        object.properties().forEach((property, value) -> write(property, value, indent + STEP));
    }

    private void write(String property, String value, String indent) {
        text.append(indent).append(property).append(':');
        if (value.indexOf('\n') < 0) {
            text.append(' ').append(value).append('\n');
            return;
        }
        text.append('\n');
        for (var line : value.split("\n", -1)) {
            text.append(indent).append(STEP).append(MARGIN).append(line).append('\n');
        }
    }

    /** A quoted name may hold anything, a line end included. */
    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
