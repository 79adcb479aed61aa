package blog.chain.plan;

import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** A jOOQ context over one connection that does not log each of thousands of statements. */
final class QuietDsl {
    private QuietDsl() {}

    static DSLContext over(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }
}
