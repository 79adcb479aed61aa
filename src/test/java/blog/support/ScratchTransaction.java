package blog.support;

import blog.platform.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A transaction that is never committed, so that the cases of a class can share one database. */
public final class ScratchTransaction implements AutoCloseable {
    private final Connection connection;

    public ScratchTransaction(Settings.Login login) {
        try {
            connection = TestDatabase.connect(login);
            connection.setAutoCommit(false);
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    /** Runs one or several statements; one that is refused fails the test. */
    public void run(String statements) {
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException fault) {
            throw new AssertionError(statements, fault);
        }
    }

    public DSLContext sql() {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }
}
