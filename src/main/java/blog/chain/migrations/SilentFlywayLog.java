package blog.chain.migrations;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Silences Flyway's log: {@link MigrationProgress} and exceptions report what matters. Public because Flyway
 * instantiates it by name.
 */
public final class SilentFlywayLog implements LogCreator, Log {
    @Override
    public Log createLogger(Class<?> owner) {
        return this;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception fault) {}

    @Override
    public void notice(String message) {}
}
