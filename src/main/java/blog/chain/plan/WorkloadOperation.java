package blog.chain.plan;

import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * One operation of the running release on a table.
 *
 * @param what for people: “update of posts.title”
 * @param once does it, on whatever rows
 */
record WorkloadOperation(String table, String what, Consumer<DSLContext> once) {}
