package blog.platform.openapi;

import blog.platform.database.ReadFrom;
import blog.schema.DefaultSchema;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Derives the schema of a member from its column: the comment becomes the description, the length the limit. */
final class ColumnSchemas {
    private ColumnSchemas() {}

    /** The column a member of this record is read from; null when it is read from none. */
    static @Nullable Field<?> of(Class<?> owner, String member) {
        var reads = owner.getAnnotation(ReadFrom.class);
        if (reads == null) return null;
        return DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .filter(table -> table.getClass() == reads.value())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(reads.value() + " is no table of the schema"))
                .field(member);
    }

    static void describe(@Nullable Field<?> column, ObjectNode schema) {
        if (column == null) return;
        if (!column.getComment().isEmpty()) schema.put("description", column.getComment());
        var length = column.getDataType().length();
        if (length > 0) schema.put("maxLength", length);
    }
}
