package blog.platform.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jooq.Table;

/**
 * Names the table from whose columns a record's components of the same name are read: the API document takes lengths
 * and comments from them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadFrom {
    Class<? extends Table<?>> value();
}
