package blog.platform.database;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.param;

import blog.platform.database.PreparedQuery.Values;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/** Finds rows by a key: one, or several by one query. */
final class KeyFinder<K, T> {
    private final Param<K> key;
    private final Param<K[]> keys;
    private final Function<T, K> keyOf;
    private final PreparedQuery<T> one;
    private final PreparedQuery<T> several;

    KeyFinder(
            DSLContext sql,
            Field<K> column,
            Function<T, K> keyOf,
            RowMapper<T> mapper,
            Function<Condition, Select<?>> query) {
        this.key = param("key", column);
        this.keys = param("keys", column.getDataType().array());
        this.keyOf = keyOf;
        this.one = new PreparedQuery<>(sql, query.apply(column.eq(key)), mapper);
        this.several = new PreparedQuery<>(sql, query.apply(column.eq(any(keys))), mapper);
    }

    @Nullable
    T find(K wanted) {
        var rows = one.fetch(new Values().with(key, wanted));
        return rows.isEmpty() ? null : rows.getFirst();
    }

    List<Supplier<@Nullable T>> findAll(List<K> wanted) {
        var found = new HashMap<Key, T>();
        for (var row : several.fetch(new Values().with(keys, array(wanted)))) found.put(new Key(keyOf.apply(row)), row);
        return wanted.stream()
                .<Supplier<@Nullable T>>map(each -> () -> found.get(new Key(each)))
                .toList();
    }

    private K[] array(List<K> wanted) {
        @SuppressWarnings("unchecked")
        var array = (K[]) Array.newInstance(wanted.getFirst().getClass(), wanted.size());
        return wanted.toArray(array);
    }

    /** Keys may be arrays of bytes, which are equal only to themselves. */
    private record Key(Object value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key(var its) && Objects.deepEquals(value, its);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(new Object[] {value});
        }
    }
}
