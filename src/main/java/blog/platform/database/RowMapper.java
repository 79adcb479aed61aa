package blog.platform.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * The columns a query selects, declared once each, and what is made of a row of them. It has no type per number of
 * columns, and reads each by its place; so the compiler holds every column to what it is read into, at no cost.
 */
public abstract class RowMapper<T> implements RecordMapper<Record, T> {
    private final List<Field<?>> columns = new ArrayList<>();

    /** What to select. */
    public final List<Field<?>> columns() {
        return Collections.unmodifiableList(columns);
    }

    /** @throws IllegalArgumentException when the schema allows null there, since a reader would not expect it */
    protected final <V> Column<V> column(Field<V> field) {
        if (field instanceof TableField<?, ?> && field.getDataType().nullable()) {
            throw new IllegalArgumentException(field + " may be null: declare it with nullable(…)");
        }
        return declare(field);
    }

    protected final <V> Column<@Nullable V> nullable(Field<V> field) {
        return declare(field);
    }

    private <V extends @Nullable Object> Column<V> declare(Field<?> field) {
        columns.add(field);
        return new Column<>(columns.size() - 1);
    }

    protected abstract T map(Row row);

    @Override
    public final T map(Record row) {
        return map((Row) row::get);
    }

    /** The values of one row, by the places of their columns. */
    @FunctionalInterface
    public interface Row {
        @Nullable
        Object get(int index);
    }

    /** A column, of the type it is read as. */
    public record Column<V extends @Nullable Object>(int index) {
        /** Only {@link RowMapper} makes columns, each with the type of its field. */
        @SuppressWarnings({"unchecked", "NullAway"})
        public V of(Row row) {
            return (V) row.get(index);
        }
    }
}
