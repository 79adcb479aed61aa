package blog.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;

/**
 * A query that jOOQ writes out once, and that runs with other values each time: writing it out again for every request
 * was the largest cost of a read. Safe for use by many threads; a query takes part in its thread's transaction.
 */
public final class Prepared<R extends Record, T> {
    private static final String MARK = "\u0001";
    private static final Pattern NAMED = Pattern.compile(MARK + "(\\w+)");

    private final DSLContext sql;
    private final String text;
    private final List<String> names = new ArrayList<>();
    private final Field<?>[] fields;
    private final RecordMapper<? super R, T> mapper;

    /** @param query its values are {@link Param}s with a name, of a type that {@link #bind} knows */
    Prepared(DSLContext sql, Select<R> query, RecordMapper<? super R, T> mapper) {
        this.sql = sql;
        this.mapper = mapper;
        this.fields = query.fields();
        var settings = sql.configuration().deriveSettings(with -> with.withRenderNamedParamPrefix(MARK));
        var placeholders = NAMED.matcher(DSL.using(settings)
                .renderContext()
                .paramType(ParamType.NAMED)
                .visit(query)
                .render());
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
                @SuppressWarnings("unchecked")
                var result = (Result<R>) sql.fetch(rows, fields);
                return result.map(mapper);
            }
        } catch (SQLException fault) {
            var outage = Outage.told(fault);
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
            case Instant instant ->
                statement.setObject(at, instant.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            default -> throw new IllegalArgumentException("No way to bind a " + value.getClass());
        }
    }

    /** What the parameters of a query are this time. */
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
