package blog.chain.plan;

import blog.platform.config.Settings;
import blog.platform.database.ThrowawayPostgres;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL that a plan runs on, and the connections to it. */
record ShadowDatabase(ThrowawayPostgres server) implements AutoCloseable {
    /** The schema in which migrations create their tables: nothing there resolves unqualified names differently. */
    static final String SCHEMA = "public";

    static ShadowDatabase start() {
        return new ShadowDatabase(ThrowawayPostgres.start("plan"));
    }

    /** Connects as the owner of the tables, as in a deployment. */
    DataSource owner() {
        return connecting(server.owner(), "blog plan");
    }

    /** Connects as the superuser, who may switch triggers off while the copy is filled. */
    DataSource superuser() {
        return connecting(server.superuser(), "blog plan, filling");
    }

    private static DataSource connecting(Settings.Login login, String as) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName(as);
        return database;
    }

    @Override
    public void close() {
        server.close();
    }
}
