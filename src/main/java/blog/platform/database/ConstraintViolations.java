package blog.platform.database;

import java.util.Objects;
import java.util.Set;
import org.jooq.Key;
import org.jooq.Name;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Identifies the constraint that a statement violated, by its generated name. */
public final class ConstraintViolations {
    /** SQLSTATE: serialization failure, deadlock detected. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private ConstraintViolations() {}

    public static boolean violated(Key<?> key, DataAccessException fault) {
        return Objects.equals(key.getName(), violatedConstraint(fault));
    }

    public static boolean violated(Name constraint, DataAccessException fault) {
        return Objects.equals(constraint.last(), violatedConstraint(fault));
    }

    /**
     * Returns whether it was a deadlock or a serialization failure, so that the same may go well when it is tried
     * again.
     */
    public static boolean isConflict(DataAccessException fault) {
        return CONFLICTS.contains(fault.sqlState());
    }

    private static @Nullable String violatedConstraint(DataAccessException fault) {
        var cause = fault.getCause(PSQLException.class);
        var message = cause == null ? null : cause.getServerErrorMessage();
        return message == null ? null : message.getConstraint();
    }
}
