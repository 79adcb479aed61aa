package blog.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A query that jOOQ writes out once, and that runs with other values each time: writing it out again for every request
 * was the largest cost of a read. Safe for use by many threads; a query takes part in its thread's transaction.
 */
public final class PreparedQuery<T> {
    private static final String MARK = "\u0001";
    private static final Pattern NAMED = Pattern.compile(MARK + "(\\w+)");

    private final DSLContext sql;
    private final String text;
    private final List<String> names = new ArrayList<>();
    private final Converter<?, ?>[] columns;
    private final RowMapper<T> mapper;

    /**
     * @param query its values are {@link Param}s with a name, of a type that {@link #bind} knows
     * @param mapper of which the query selects the columns
     */
    PreparedQuery(DSLContext sql, Select<?> query, RowMapper<T> mapper) {
        if (!List.copyOf(query.$select()).equals(mapper.columns())) {
            throw new IllegalArgumentException("The query selects other columns than the mapper's: " + query);
        }
        this.sql = sql;
        this.mapper = mapper;
        this.columns = Arrays.stream(query.fields()).map(Field::getConverter).toArray(Converter[]::new);
        var settings = sql.configuration().deriveSettings(with -> with.withRenderNamedParamPrefix(MARK));
        var placeholders = NAMED.matcher(DSL.using(settings).renderNamedParams(query));
        this.text = placeholders.replaceAll(found -> {
            names.add(found.group(1));
            return "?";
        });
    }

    /** The rows, with these values in the query; those it has no place for are left out. */
    public List<T> fetch(Values values) {
        return sql.connectionResult(connection -> rows(connection, values));
    }

    private List<T> rows(Connection connection, Values values) throws SQLException {
        try (var statement = connection.prepareStatement(text)) {
            for (int at = 0; at < names.size(); at++) bind(statement, at + 1, values.get(names.get(at)));
            try (var rows = statement.executeQuery()) {
                var row = new Row(new Object[columns.length]);
                var made = new ArrayList<T>();
                while (rows.next()) made.add(mapper.map(row.filled(rows, columns)));
                return made;
            }
        } catch (SQLException fault) {
            var outage = OutageTranslator.toProblem(fault);
            if (outage != null) throw outage;
            throw fault;
        }
    }

    private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        switch (value) {
            case Long number -> statement.setLong(at, number);
            case Integer number -> statement.setInt(at, number);
            case String string -> statement.setString(at, string);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Long[] numbers ->
                statement.setArray(at, statement.getConnection().createArrayOf("int8", numbers));
            case byte[][] all ->
                statement.setArray(at, statement.getConnection().createArrayOf("bytea", all));
            case Instant instant ->
                statement.setObject(at, instant.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            default -> throw new IllegalArgumentException("No way to bind a " + value.getClass());
        }
    }

    /**
     * One row after the other, as the driver reads it and the columns' converters make of it: making jOOQ's records, too,
     * was a twentieth of the cost of a page of posts.
     */
    private record Row(@Nullable Object[] values) implements RowMapper.Row {
        private Row filled(ResultSet rows, Converter<?, ?>[] columns) throws SQLException {
            for (int at = 0; at < columns.length; at++) values[at] = read(rows, at + 1, columns[at]);
            return this;
        }

        private static <D, V> @Nullable V read(ResultSet rows, int at, Converter<D, V> column) throws SQLException {
            return column.from(rows.getObject(at, column.fromType()));
        }

        @Override
        public @Nullable Object get(int index) {
            return values[index];
        }
    }

    /** The values of a query's parameters for one execution. */
    public static final class Values {
        private final Map<String, Object> values = new HashMap<>();

        public <V> Values with(Param<V> parameter, V value) {
            values.put(parameter.getName(), value);
            return this;
        }

        private Object get(String name) {
            var value = values.get(name);
            if (value == null) throw new IllegalArgumentException("The query asks for a value of " + name);
            return value;
        }
    }
}
