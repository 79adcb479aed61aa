package blog.chain.lint;

import blog.chain.migrations.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement does to the schema or its rows, as far as rules care. */
sealed interface Act {
    /** Where it stands in its file. */
    int line();

    record CreateTable(String table, List<Column> columns, List<Constraint> constraints, boolean plain, int line)
            implements Act {}

    record AddColumn(String table, Column column, int line) implements Act {}

    record DropColumn(String table, String column, int line) implements Act {}

    record RenameColumn(String table, String column, String to, int line) implements Act {}

    record RenameTable(String table, String to, int line) implements Act {}

    record SetNotNull(String table, String column, int line) implements Act {}

    record DropNotNull(String table, String column, int line) implements Act {}

    record ChangeType(String table, String column, Type type, boolean converts, int line) implements Act {}

    record AddConstraint(String table, Constraint constraint, int line) implements Act {}

    record Validate(String table, String constraint, int line) implements Act {}

    record DropConstraint(String table, String constraint, int line) implements Act {}

    /** Anything else that {@code alter table} does. */
    record Alter(String table, List<Token> words, int line) implements Act {}

    record CreateIndex(
            @Nullable String name, String table, List<String> columns, boolean unique, boolean concurrent, int line)
            implements Act {}

    record DropIndex(List<String> names, boolean concurrent, int line) implements Act {}

    record DropTable(List<String> tables, int line) implements Act {}

    /** @param column null for the table itself */
    record Describe(String table, @Nullable String column, int line) implements Act {}

    /** @param verb update, delete or truncate */
    record ChangeRows(String verb, String table, boolean chosen, int line) implements Act {}

    record MakeTrigger(String table, int line) implements Act {}
}
