package blog.schema.types;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.AbstractBinding;

/**
 * Reads and writes {@code timestamptz} in the driver's binary form. jOOQ's own binding parses its text, which was a
 * noticeable part of the cost of a page of posts. Generated columns refer to this class.
 */
public final class InstantBinding extends AbstractBinding<OffsetDateTime, Instant> {
    private static final long serialVersionUID = 1L;

    private static final Converter<OffsetDateTime, Instant> CONVERTER = Converter.ofNullable(
            OffsetDateTime.class,
            Instant.class,
            OffsetDateTime::toInstant,
            instant -> instant.atOffset(ZoneOffset.UTC));

    @Override
    public Converter<OffsetDateTime, Instant> converter() {
        return CONVERTER;
    }

    @Override
    public void get(BindingGetResultSetContext<Instant> ctx) throws SQLException {
        ctx.value(CONVERTER.from(ctx.resultSet().getObject(ctx.index(), OffsetDateTime.class)));
    }

    @Override
    public void set(BindingSetStatementContext<Instant> ctx) throws SQLException {
        ctx.statement().setObject(ctx.index(), CONVERTER.to(ctx.value()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
