package blog.chain.migrations;

import static blog.chain.catalog.CatalogScope.inUserSchema;
import static blog.chain.catalog.CatalogScope.isNotHistory;
import static blog.chain.catalog.CatalogScope.isRelation;

import blog.chain.catalog.TableColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/** A set of columns, of a whole database or part of it, whose data can be counted. */
record DataColumns(List<TableColumn> columns) {
    static final DataColumns NONE = new DataColumns(List.of());

    /**
     * Reads the columns of a database. Generated columns are no data of their own, and Flyway's table is not the
     * user's.
     */
    static DataColumns of(DSLContext sql) {
        var tables = inUserSchema().and(isNotHistory()).and(isRelation("r"));
        return new DataColumns(TableColumn.of(sql, tables)).where(column -> !column.isGenerated());
    }

    /** Those of these that are not among the others. */
    DataColumns without(DataColumns others) {
        return where(column -> others.columns.stream().noneMatch(column::isSameAs));
    }

    DataColumns where(Predicate<TableColumn> wanted) {
        return new DataColumns(columns.stream().filter(wanted).toList());
    }

    Set<Long> tables() {
        return byTable().keySet();
    }

    /** One column for each table, by its number. */
    Map<Long, TableColumn> byTable() {
        var tables = new LinkedHashMap<Long, TableColumn>();
        columns.forEach(column -> tables.putIfAbsent(column.table(), column));
        return tables;
    }
}
