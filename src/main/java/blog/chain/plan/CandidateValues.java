package blog.chain.plan;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.md5;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.substring;

import blog.chain.catalog.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** Candidate values for a column, likely ones first; each differs from row to row where the type has room for it. */
final class CandidateValues {
    /** The row's number. */
    static final Field<Long> N = field(name("g", "n"), SQLDataType.BIGINT);

    private static final double JANUARY_2024 = 1_704_067_200;
    private static final long A_DAY = 86_400;
    private static final long SMALL = 30_000;
    private static final int SHORT_TEXT = 200;
    private static final int TEXT = 300;
    private static final int PROSE_TURN = 397;
    private static final Pattern LENGTH = Pattern.compile("\\((\\d{1,8})\\)$");
    private static final String PROSE = """
            the quick brown fox jumps over a lazy dog while seven wise owls read old maps by candle light and wonder why \
            rivers bend where mountains fold under a pale winter moon when sailors mend torn nets beside the harbour wall \
            children count bright pebbles along the shore until evening bells call everyone home for bread soup and long \
            stories about dragons engineers gardens trains libraries and the small stubborn machines that keep a city warm \
            nobody knows who first wrote them down yet each teller adds one careful sentence before passing the lamp along \
            so the tale grows slowly like a tree whose rings remember every storm drought and generous spring in order""";

    private final TableColumn column;
    private final int place;
    private final boolean unique;

    private CandidateValues(TableColumn column, int place, boolean unique) {
        this.column = column;
        this.place = place;
        this.unique = unique;
    }

    /** One row each, with its number. */
    static Table<?> rows(long from, long to) {
        var series = DSL.generateSeries((int) from, (int) to).as("s", "i");
        return select(field(name("s", "i"), SQLDataType.INTEGER)
                        .cast(SQLDataType.BIGINT)
                        .as("n"))
                .from(series)
                .asTable("g");
    }

    /** An empty one leaves the column to its default, or to null. */
    static List<Optional<Field<?>>> of(TableColumn column, int place, boolean unique) {
        if (column.isGenerated() || column.isIdentity()) return List.of(Optional.empty());
        var values = new ArrayList<Optional<Field<?>>>();
        var value = column.expression();
        boolean keepsDefault = value != null && !value.contains("(");
        if (keepsDefault) values.add(Optional.empty());
        new CandidateValues(column, place, unique).values().forEach(each -> values.add(Optional.of(each)));
        if (!keepsDefault && (value != null || !column.notNull())) values.add(Optional.empty());
        return values;
    }

    private List<Field<?>> values() {
        return switch (column.category()) {
            case "S" -> texts().stream().<Field<?>>map(this::asColumn).toList();
            case "N" -> numbers().stream().<Field<?>>map(this::asColumn).toList();
            case "B" -> List.<Field<?>>of(field(N.mod(inline(2L)).eq(0L)), inline(false), inline(true));
            case "D" -> times();
            case "E" ->
                column.labels().stream()
                        .<Field<?>>map(label -> asColumn(inline(label)))
                        .toList();
            case "U" -> others();
            default -> literals("{}", "1 day", "10.0.0.1", "empty", "0", "(0,0)");
        };
    }

    private List<Field<?>> texts() {
        var word = concat(inline("w"), N);
        var prose = concat(word, inline(" "), prose());
        var digest = md5(cast(N, SQLDataType.CLOB));
        var others = List.<Field<?>>of(
                concat(word, inline("@example.org")),
                concat(inline("https://example.org/"), word),
                cast(N, SQLDataType.CLOB),
                digest,
                concat(digest, digest),
                concat(inline("W"), N),
                inline("en"),
                inline("EUR"),
                inline("+4930123456"),
                inline("2024-01-01"),
                inline(""));
        var texts = new ArrayList<Field<?>>(length() < SHORT_TEXT ? List.of(word, prose) : List.of(prose, word));
        texts.addAll(others);
        return texts;
    }

    /** Some words, beginning elsewhere in each row. */
    private static Field<String> prose() {
        var from = cast(N.mod(inline((long) PROSE_TURN)).plus(inline(1L)), SQLDataType.INTEGER);
        return substring(inline(PROSE), from, inline(TEXT));
    }

    /** Of varchar(n); without one, as long as one likes. A number in the name of a type is no length. */
    private int length() {
        var length = LENGTH.matcher(column.type());
        return length.find() ? Integer.parseInt(length.group(1)) : Integer.MAX_VALUE;
    }

    private List<Field<?>> numbers() {
        var small = column.typeName().equals("int2") ? N.mod(inline(SMALL)) : N;
        var some = small.mod(inline(100L)).plus(1L);
        return unique
                ? List.of(small, some, inline(1), inline(0))
                : List.of(some, small, inline(0), inline(1), inline(-1));
    }

    /** The further right a column, the later, since what begins usually stands before what ends. */
    private List<Field<?>> times() {
        var times = new ArrayList<Field<?>>();
        for (long days : new long[] {place, -place, 10_000L + place, 0}) {
            var seconds = cast(N, SQLDataType.DOUBLE).plus(inline(JANUARY_2024 + days * A_DAY));
            times.add(asColumn(function(name("to_timestamp"), SQLDataType.TIMESTAMPWITHTIMEZONE, seconds)));
        }
        return times;
    }

    private List<Field<?>> others() {
        var text = cast(N, SQLDataType.CLOB);
        return switch (column.typeName()) {
            case "bytea" -> {
                var bytes = function(name("convert_to"), SQLDataType.BLOB, text, inline("UTF8"));
                yield List.<Field<?>>of(function(name("sha256"), SQLDataType.BLOB, bytes), bytes);
            }
            case "uuid" -> List.of(asColumn(md5(text)));
            case "json", "jsonb" -> literals("{}", "[]", "1");
            case "tsvector" -> List.of(function(name("to_tsvector"), type("tsvector"), prose()));
            default -> literals("w", "{}", "0", "10.0.0.1", "08:00:2b:01:02:03", "<a/>", "1.0");
        };
    }

    private List<Field<?>> literals(String... texts) {
        return Arrays.stream(texts)
                .<Field<?>>map(text -> asColumn(inline(text)))
                .toList();
    }

    private Field<?> asColumn(Field<?> value) {
        boolean cut = column.category().equals("S") && length() < Integer.MAX_VALUE;
        return cast(cut ? left(cast(value, SQLDataType.CLOB), length()) : value, type(column.type()));
    }

    private static DataType<Object> type(String name) {
        return new DefaultDataType<>(SQLDialect.POSTGRES, SQLDataType.OTHER, name);
    }
}
