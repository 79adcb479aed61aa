package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A column's type, by the name PostgreSQL itself uses.
 *
 * @param sizes length, or precision and scale
 */
record ColumnType(String name, List<Integer> sizes) {
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("character varying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "char"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"),
            Map.entry("serial2", "smallserial"),
            Map.entry("decimal", "numeric"),
            Map.entry("bool", "boolean"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("time with time zone", "timetz"),
            Map.entry("time without time zone", "time"),
            Map.entry("bit varying", "varbit"));

    static ColumnType of(List<SqlToken> tokens) {
        var sizes = tokens.stream()
                .filter(token -> token.kind() == SqlToken.Kind.NUMBER)
                .map(SqlToken::text)
                .filter(text -> text.matches("\\d{1,8}"))
                .map(Integer::valueOf)
                .toList();
        var words = tokens.stream()
                .filter(token -> token.isName() || token.is("[") || token.is("]"))
                .map(SqlToken::text)
                .collect(Collectors.joining(" "))
                .replace(" [ ]", "[]")
                .replaceFirst(" array$", "[]");
        var element = words.replace("[]", "");
        return new ColumnType(USUAL.getOrDefault(element, element) + words.substring(element.length()), sizes);
    }

    /** Returns whether rows of that type may stay as they are, unread: PostgreSQL then changes its catalog only. */
    boolean holdsAll(ColumnType before) {
        return switch (name) {
            case "text" -> List.of("text", "varchar").contains(before.name);
            case "varchar", "varbit" ->
                (before.name.equals(name) || name.equals("varchar") && before.name.equals("text"))
                        && notShorter(before);
            case "numeric" -> before.name.equals(name) && notLessPrecise(before);
            case "timestamptz", "timestamp", "time", "timetz", "interval" ->
                before.name.equals(name) && notShorter(before);
            default -> equals(before);
        };
    }

    private boolean notShorter(ColumnType before) {
        return sizes.isEmpty() || !before.sizes.isEmpty() && sizes.getFirst() >= before.sizes.getFirst();
    }

    private boolean notLessPrecise(ColumnType before) {
        return sizes.isEmpty() || !before.sizes.isEmpty() && notShorter(before) && scale() == before.scale();
    }

    private int scale() {
        return sizes.size() > 1 ? sizes.get(1) : 0;
    }

    @Override
    public String toString() {
        return sizes.isEmpty()
                ? name
                : name + sizes.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }
}
