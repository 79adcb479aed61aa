package blog.platform.database;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.ThreadLocalTransactionProvider;
import org.jspecify.annotations.Nullable;

/** The connection pool, and the jOOQ context over it. */
public final class Database implements AutoCloseable {
    /** The number of attempts, in all, when a transaction meets deadlocks or serialization failures. */
    public static final int TRIES = 3;

    /** The part of the pool that queries may hold which take long when much is stored. */
    private static final int EXPENSIVE_PART = 4;

    /** The time that a connection may stay silent beyond the statement time-out. */
    private static final Duration NETWORK_SLACK = Duration.ofSeconds(5);

    /** A connection that does not answer its check so soon is replaced; the pool knows no shorter time, in milliseconds. */
    private static final long SHORTEST_VALIDATION = 250;

    private static final long LONGEST_VALIDATION = 1000;

    /** A probe is asked again soon; one that waits long is taken for a no all the same. */
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(2);

    private final HikariDataSource pool = new HikariDataSource();
    private final HikariDataSource probes = new HikariDataSource();
    private final Settings.Database settings;
    private final DSLContext sql;
    private final Semaphore expensive;
    private final DatabaseMetrics metrics;

    /** Queries can be written on it at once, and run after {@link #connect}. */
    public Database(Settings.Database settings) {
        this(settings, new PrometheusRegistry());
    }

    /** @param registry where it puts what it measures */
    public Database(Settings.Database settings, PrometheusRegistry registry) {
        this.settings = settings;
        this.metrics = new DatabaseMetrics(registry, pool);
        this.sql = DSL.using(configuration(pool));
        this.expensive = new Semaphore(Math.max(1, settings.poolSize() / EXPENSIVE_PART));
    }

    /** For who writes queries and runs none. */
    public static Database unconnected() {
        return new Database(
                new Settings.Database(Optional.empty(), Path.of(""), 1, Duration.ZERO, Duration.ZERO, false, false));
    }

    /** @throws CannotRunException when no server answers there, or it refuses the login */
    public void connect(Settings.Login login) {
        configureProbes(login).copyStateTo(probes);
        configurePool(login).copyStateTo(pool);
        try {
            pool.getConnection().close();
        } catch (SQLException | PoolInitializationException fault) {
            var reason = fault.getCause() == null ? fault : fault.getCause();
            throw new CannotRunException(
                    "No database at %s:%d/%s for user %s: %s. Is it running, and is DATABASE_URL right?"
                            .formatted(login.host(), login.port(), login.database(), login.user(), reason.getMessage()),
                    fault);
        }
    }

    public DSLContext sql() {
        return sql;
    }

    /** For a query on a path where every microsecond counts; elsewhere {@link #sql} is as good and simpler. */
    public <T> PreparedQuery<T> prepare(Select<?> query, RowMapper<T> mapper) {
        return new PreparedQuery<>(sql, query, mapper);
    }

    /**
     * Finds rows by a key; those that are asked for at the same time are found by one query.
     *
     * @param key a column without equal values; metrics call the batches by the name of its table
     * @param keyOf the key of what was found
     * @param query of the mapper's columns, with a condition
     */
    public <K, T> Batcher<K, @Nullable T> finder(
            TableField<?, K> key, Function<T, K> keyOf, RowMapper<T> mapper, Function<Condition, Select<?>> query) {
        var finder = new KeyFinder<>(sql, key, keyOf, mapper, query);
        var name = Objects.requireNonNull(key.getTable()).getName();
        return this.<K, @Nullable T>batcher(name, finder::find, finder::findAll);
    }

    /**
     * For requests that can share a statement; what the functions have to do is said in {@link Batcher}.
     *
     * @param name in metrics, one of a few that the code chooses; none that a client can make up
     */
    public <Q, A extends @Nullable Object> Batcher<Q, A> batcher(
            String name,
            Function<? super Q, ? extends A> alone,
            Function<? super List<Q>, ? extends List<? extends Supplier<? extends A>>> together) {
        return new Batcher<>(alone, together, metrics.batchSizes(name));
    }

    public DataSource dataSource() {
        return pool;
    }

    /** One connection beside the pool, opened when it is first asked for: being busy is not being out of order. */
    public DataSource probes() {
        return probes;
    }

    /** Returns whether PostgreSQL answers, on the connection beside the pool; within a few seconds in any case. */
    public boolean answers() {
        try (var connection = probes.getConnection()) {
            return connection.isValid((int) PROBE_PATIENCE.toSeconds());
        } catch (SQLException unreachable) {
            return false;
        }
    }

    /**
     * Runs the work in one transaction, in which everything this thread does through {@link #sql()} takes part; a
     * deadlock or a serialization failure is tried again, so the work must do nothing but SQL.
     */
    public <T> T transaction(Supplier<T> work) {
        return retry(() -> Transaction.run(() -> committed(work)));
    }

    /** What breaks at the commit is an outage as well; whether it was kept, nobody knows, so nobody must repeat it. */
    private <T> T committed(Supplier<T> work) {
        try {
            return sql.transactionResult(() -> work.get());
        } catch (DataAccessException fault) {
            var outage = OutageTranslator.toProblem(fault.getCause(SQLException.class));
            throw outage == null ? fault : outage;
        }
    }

    /** Runs one statement, again after a deadlock or a serialization failure; for statements outside transactions. */
    public <T> T retry(Supplier<T> statement) {
        for (int attempt = 1; ; attempt++) {
            try {
                return statement.get();
            } catch (DataAccessException fault) {
                if (!ConstraintViolations.isConflict(fault)) throw fault;
                if (attempt == TRIES) throw tooManyChanges();
            }
        }
    }

    /**
     * Runs a query whose time depends on what is stored and asked, such as a search: a quarter of the connections at most
     * is for these, so that they cannot keep quick ones waiting.
     *
     * @throws Problem busy, when as many run already and none ends soon
     */
    public <T> T expensive(Supplier<T> query) {
        try {
            if (!expensive.tryAcquire(settings.poolWait().toMillis(), TimeUnit.MILLISECONDS)) throw tooManySearches();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw tooManySearches();
        }
        try {
            return query.get();
        } finally {
            expensive.release();
        }
    }

    private static Problem tooManyChanges() {
        return Problem.busy(Refusal.CONFLICTS, "Too many changes at once; try again in a moment.");
    }

    private static Problem tooManySearches() {
        return Problem.busy(Refusal.SEARCHES, "Too many searches and filtered lists at once; try again in a moment.");
    }

    /** Opens the connections of the pool that nobody needed yet: at the start, they would only delay the first answer. */
    public void fillPool() {
        pool.setMinimumIdle(pool.getMaximumPoolSize());
    }

    /** As {@link #transaction(Supplier)}, for work without a result. */
    public void transaction(Runnable work) {
        transaction(() -> {
            work.run();
            return true;
        });
    }

    @Override
    public void close() {
        probes.close();
        pool.close();
    }

    private HikariConfig configurePool(Settings.Login login) {
        var config = config(login, settings.statementTimeout());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.poolWait().toMillis());
        config.setValidationTimeout(
                Math.clamp(settings.poolWait().toMillis(), SHORTEST_VALIDATION, LONGEST_VALIDATION));
        config.setPoolName("blog");
        return config;
    }

    private static HikariConfig configureProbes(Settings.Login login) {
        var config = config(login, PROBE_PATIENCE);
        config.setMaximumPoolSize(1);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PROBE_PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setPoolName("blog probes");
        return config;
    }

    private static HikariConfig config(Settings.Login login, Duration statement) {
        var config = new HikariConfig();
        config.setJdbcUrl(limited(login, statement).jdbcUrl());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.addDataSourceProperty("ApplicationName", "blog");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("loginTimeout", "10");
        // Details hold values, such as the e-mail address that is taken, which are nobody's business who reads the log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        // As text, like every one of them: a number would be left out without a word.
        config.addDataSourceProperty(
                "socketTimeout", String.valueOf(statement.plus(NETWORK_SLACK).toSeconds()));
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("socketFactory", YieldingSocketFactory.class.getName());
        return config;
    }

    /** The options of an address replace those set beside it, so the limit is put behind what is there already. */
    private static Settings.Login limited(Settings.Login login, Duration statement) {
        var options = new HashMap<>(login.options());
        options.merge("options", "-c statement_timeout=" + statement.toMillis(), (given, limit) -> given + " " + limit);
        return new Settings.Login(
                login.host(), login.port(), login.database(), login.user(), login.password(), options);
    }

    private static DefaultConfiguration configuration(DataSource pool) {
        var connections = new PooledConnectionProvider(pool);
        var configuration = new DefaultConfiguration();
        configuration.set(SQLDialect.POSTGRES);
        configuration.set(connections);
        configuration.set(new ThreadLocalTransactionProvider(connections));
        configuration.set(new ExecuteListenerProvider[] {OutageTranslator::new});
        configuration.set(new org.jooq.conf.Settings()
                .withRenderSchema(false)
                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteLogging(false)
                .withFetchWarnings(false));
        return configuration;
    }
}
