package blog.layout.broken.posts;

import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.Allow;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;

/** Breaks rules on purpose. */
public final class Posts {
    @Allow.PlainSQL
    int typed(DSLContext sql) {
        Function<String, Condition> hidden = DSL::condition;
        return sql.fetch("select 1").size() + hidden.hashCode();
    }

    Object routes(DSLContext sql) {
        return new PostsRoutes(sql, this);
    }

    void raw(Connection connection, Context context) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(context.body());
        }
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(context.body());
    }
}
