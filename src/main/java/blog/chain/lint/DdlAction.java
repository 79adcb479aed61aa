package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The effect of a statement on the schema or its rows, as far as the rules need it. */
sealed interface DdlAction {
    /** Returns its line in the file. */
    int line();

    record CreateTable(
            String table,
            List<ColumnDefinition> columns,
            List<ConstraintDefinition> constraints,
            boolean plain,
            int line)
            implements DdlAction {
        /** Returns those of the table and those of its columns. */
        Stream<ConstraintDefinition> allConstraints() {
            return Stream.concat(
                    constraints.stream(), columns.stream().flatMap(column -> column.constraints().stream()));
        }
    }

    record AddColumn(String table, ColumnDefinition column, int line) implements DdlAction {}

    record DropColumn(String table, String column, int line) implements DdlAction {}

    record RenameColumn(String table, String column, String to, int line) implements DdlAction {}

    record RenameTable(String table, String to, int line) implements DdlAction {}

    record SetNotNull(String table, String column, int line) implements DdlAction {}

    record DropNotNull(String table, String column, int line) implements DdlAction {}

    /** @param converts whether values or their order may differ from before */
    record ChangeType(String table, String column, ColumnType type, boolean converts, int line) implements DdlAction {}

    record AddConstraint(String table, ConstraintDefinition constraint, int line) implements DdlAction {}

    record Validate(String table, String constraint, int line) implements DdlAction {}

    record DropConstraint(String table, String constraint, int line) implements DdlAction {}

    /** Anything else that {@code alter table} does. */
    record Alter(String table, List<SqlToken> words, int line) implements DdlAction {}

    record CreateIndex(
            @Nullable String name, String table, List<String> columns, boolean unique, boolean concurrent, int line)
            implements DdlAction {
        CreateIndex on(String renamed) {
            return new CreateIndex(name, renamed, columns, unique, concurrent, line);
        }
    }

    record DropIndex(List<String> names, boolean concurrent, int line) implements DdlAction {}

    record DropTable(List<String> tables, int line) implements DdlAction {}

    /** @param column null for the table itself */
    record Describe(String table, @Nullable String column, int line) implements DdlAction {}

    /** @param verb update, delete or truncate */
    record ChangeRows(String verb, String table, boolean chosen, int line) implements DdlAction {}

    /** A trigger or a policy: what writers, or all, meet from then on. */
    record MakeTrigger(String table, int line) implements DdlAction {}
}
