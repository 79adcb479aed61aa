package blog.tools.bench;

import static blog.schema.Tables.POSTS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;

import blog.chain.migrations.MigrationProgress;
import blog.chain.migrations.Migrator;
import blog.platform.config.Setting;
import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.tools.populate.DatabasePopulator;
import blog.tools.populate.PopulationSizes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.postgresql.ds.PGSimpleDataSource;

/** The database everything is measured on, and the service over it. */
final class BenchmarkEnvironment {
    private final BenchmarkOptions plan;
    private final Settings.Login login;
    private final DSLContext sql;

    BenchmarkEnvironment(BenchmarkOptions plan, Settings.Login login) {
        this.plan = plan;
        this.login = login;
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        this.sql = DSL.using(database, SQLDialect.POSTGRES);
    }

    /** @throws CannotRunException when the database holds posts already */
    SeededPosts fill(blog.tools.populate.PopulateProgress progress) {
        Migrator.of(login).migrate(MigrationProgress.NONE);
        if (sql.fetchExists(POSTS)) {
            throw new CannotRunException("The database to measure on must be empty, and has posts.");
        }
        new DatabasePopulator(
                        new PopulationSizes(plan.users(), plan.posts(), plan.posts()), DatabasePopulator.USUAL_SEED)
                .fill(sql, progress);
        var ids = sql.select(min(POSTS.ID), max(POSTS.ID)).from(POSTS).fetchSingle();
        return new SeededPosts(ids.value1(), ids.value2());
    }

    /** @param port of PostgreSQL, or of what stands before it */
    ServiceUnderTest serve(int port) {
        var address = "jdbc:postgresql://%s:%d/%s?sslmode=disable&user=%s&password=%s"
                .formatted(login.host(), port, login.database(), encoded(login.user()), encoded(login.password()));
        return ServiceUnderTest.start(plan, Map.of(Setting.DATABASE_URL.name(), address));
    }

    /** The process all of PostgreSQL's others are children of; nothing when it runs elsewhere. */
    Optional<ProcessHandle> postgres() {
        var own = DSL.function(name("pg_backend_pid"), SQLDataType.INTEGER);
        return sql.connectionResult(connection -> ProcessHandle.of(DSL.using(connection, SQLDialect.POSTGRES)
                        .select(own)
                        .fetchSingle()
                        .value1())
                .filter(backend -> backend.info().command().orElse("").contains("postgres"))
                .flatMap(ProcessHandle::parent));
    }

    Settings.Login login() {
        return login;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
