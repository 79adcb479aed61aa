package blog.cli.context;

import blog.platform.config.Settings;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of the commands, without time-outs: a bulk load takes as long as it takes. */
public final class CommandConnections {
    /** By which the commands know each other in the server's list of sessions. */
    static final String APPLICATION = "blog";

    private CommandConnections() {}

    public static DSLContext sql(Settings.Login login) {
        return DSL.using(to(login), SQLDialect.POSTGRES);
    }

    static DataSource to(Settings.Login login) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName(APPLICATION);
        return database;
    }
}
