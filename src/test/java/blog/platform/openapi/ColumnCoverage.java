package blog.platform.openapi;

import blog.platform.database.ColumnChecks;
import blog.platform.database.ReadFrom;
import blog.platform.http.Json;
import blog.schema.DefaultSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.TableField;

/**
 * The columns that clients can read or write: those represented by a member of a read record or of a request. javac
 * does not report an added column, since no line of code has to change for it.
 *
 * @param shapes every record that is read from a table or checked against one
 */
record ColumnCoverage(List<Shape> shapes, ApiOperations operations) {
    private static final Path CLASSES = Path.of("target", "classes");

    /**
     * One record, as far as one table is concerned.
     *
     * @param request whether clients send it; otherwise they read it
     * @param columns those of the table that its members stand for, or that have the name of one
     */
    record Shape(String name, boolean request, String table, Set<String> columns) {}

    static ColumnCoverage ofTheService() {
        return new ColumnCoverage(
                Stream.concat(readRecords(), requestRecords())
                        .sorted(Comparator.comparing(Shape::name))
                        .toList(),
                ApiOperations.reviewed());
    }

    private static Stream<Shape> readRecords() {
        return records()
                .filter(type -> type.isAnnotationPresent(ReadFrom.class))
                .map(type -> new Shape(type.getSimpleName(), false, table(type), members(type)));
    }

    private static String table(Class<?> type) {
        var reads = Objects.requireNonNull(type.getAnnotation(ReadFrom.class)).value();
        return DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .filter(table -> table.getClass() == reads)
                .findFirst()
                .orElseThrow()
                .getName();
    }

    private static Stream<Shape> requestRecords() {
        return records()
                .filter(ColumnChecks.Ruled.class::isAssignableFrom)
                .map(type -> type.asSubclass(Record.class))
                .flatMap(type -> checked(type).stream()
                        .map(field -> Objects.requireNonNull(field.getTable()).getName())
                        .distinct()
                        .map(table -> new Shape(type.getSimpleName(), true, table, columns(type, table))));
    }

    private static List<TableField<?, ?>> checked(Class<? extends Record> type) {
        return RequestSchemas.rules(type).values().stream()
                .map(ColumnChecks.Rule::column)
                .<TableField<?, ?>>mapMulti((column, found) -> {
                    if (column instanceof TableField<?, ?> field) found.accept(field);
                })
                .toList();
    }

    /**
     * Returns the columns that members are checked against, and those that share a member's name without a check, as a
     * number may.
     */
    private static Set<String> columns(Class<? extends Record> type, String table) {
        var columns = new TreeSet<>(members(type));
        checked(type).stream()
                .filter(field ->
                        Objects.requireNonNull(field.getTable()).getName().equals(table))
                .forEach(field -> columns.add(field.getName()));
        return columns;
    }

    private static Set<String> members(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> Json.name(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Class<?>> records() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files
                    .map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.startsWith("blog/") && file.endsWith(".class"))
                    .<Class<?>>map(file -> loaded(file.replace(".class", "").replace('/', '.')))
                    .filter(Class::isRecord)
                    .toList()
                    .stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** By the loader of this class, so that it is the class that this one sees. */
    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, ColumnCoverage.class.getClassLoader());
        } catch (ClassNotFoundException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /**
     * One sentence for each column that is neither mentioned nor listed, and for each line of the list that is wrong.
     *
     * @param columns all there are, as {@code table.column}
     */
    List<String> faults(List<String> columns, NotForClients listed) {
        var faults = new ArrayList<String>();
        for (var column : columns) {
            var users = mentioning(column);
            if (users.isEmpty() && !listed.contains(column)) faults.add(unmentioned(column));
            if (!users.isEmpty() && listed.contains(column)) {
                faults.add("%s is listed in %s, but %s mentions it: delete the line"
                        .formatted(column, NotForClients.FILE, users.getFirst().name()));
            }
        }
        listed.columns().stream()
                .filter(column -> !columns.contains(column))
                .map(column -> "%s is listed in %s, but there is no such column: delete the line"
                        .formatted(column, NotForClients.FILE))
                .forEach(faults::add);
        return faults;
    }

    private List<Shape> mentioning(String column) {
        return of(column)
                .filter(shape -> shape.columns().contains(name(column)))
                .toList();
    }

    private Stream<Shape> of(String column) {
        var table = column.substring(0, column.indexOf('.'));
        return shapes.stream().filter(shape -> shape.table().equals(table));
    }

    private static String name(String column) {
        return column.substring(column.indexOf('.') + 1);
    }

    private String unmentioned(String column) {
        var names = of(column).map(Shape::name).toList();
        return """
                %s is mentioned nowhere: clients can neither read nor write it.
                  Records read from the table: %s
                  Requests checked against it: %s
                  Operations of the API that show or take one of them: %s
                Either add a member %s to one of these records, or say in
                  %s
                why it is not for clients, in a line such as
                  %s: set by the service alone""".formatted(
                        column,
                        listed(of(column).filter(it -> !it.request()).map(Shape::name)),
                        listed(of(column).filter(Shape::request).map(Shape::name)),
                        listed(operations.of(names).stream()),
                        name(column),
                        NotForClients.FILE,
                        column);
    }

    private static String listed(Stream<String> names) {
        var text = names.collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }
}
