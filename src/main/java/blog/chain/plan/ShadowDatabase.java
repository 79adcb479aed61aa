package blog.chain.plan;

import blog.platform.config.Settings;
import blog.platform.database.ThrowawayPostgres;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL that a plan runs on, and who works on it. */
record ShadowDatabase(ThrowawayPostgres server) implements AutoCloseable {
    /** Where migrations make their tables: nothing else leads unqualified names elsewhere there. */
    static final String SCHEMA = "public";

    static ShadowDatabase start() {
        return new ShadowDatabase(ThrowawayPostgres.start("plan"));
    }

    /** Who owns the tables, as in a deployment. */
    DataSource owner() {
        return connecting(server.owner(), "blog plan");
    }

    /** Who may switch triggers off while the copy is filled. */
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
