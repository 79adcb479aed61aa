package blog.chain.plan;

import java.util.function.Consumer;
import org.jooq.DSLContext;

/** A transaction that is rolled back even when it goes well. */
final class Trial {
    private Trial() {}

    /** Runs the statements and rolls them back; what PostgreSQL refuses is thrown. */
    static void run(DSLContext sql, Consumer<DSLContext> statements) {
        try {
            sql.transaction(trial -> {
                statements.accept(trial.dsl());
                throw new RolledBack();
            });
        } catch (RolledBack asMeant) {
            // Nothing was refused, and nothing is left of it.
        }
    }

    /** Ends a transaction that went well. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RolledBack() {
            super(null, null, false, false);
        }
    }
}
