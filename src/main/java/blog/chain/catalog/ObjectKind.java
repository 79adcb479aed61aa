package blog.chain.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of objects in a schema, in the order in which they are written. */
public enum ObjectKind {
    TABLE,
    VIEW,
    TYPE,
    SEQUENCE,
    FUNCTION,
    COLUMN,
    CONSTRAINT,
    INDEX,
    TRIGGER;

    /** As in "column posts.title". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that a line of the written catalog begins with. */
    static Optional<ObjectKind> beginning(String line) {
        return Arrays.stream(values())
                .filter(kind -> line.startsWith(kind.word() + " "))
                .findFirst();
    }
}
