package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.catalog.TableColumn;
import blog.chain.catalog.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.junit.jupiter.api.Test;

/** Values are tried one after the other, column by column. */
final class ColumnValuesTest {
    /** Two values for the one, three for the other. */
    private static final TableMetadata TABLE = new TableMetadata(
            1,
            "public",
            "t",
            List.of(column("mood", "E", List.of("sad", "glad")), column("fine", "B", List.of())),
            List.of(),
            List.of(),
            List.of(),
            Map.of());

    @Test
    void allColumnsTurnLikeTheWheelsOfACounter() {
        var values = new ColumnValues(TABLE, Set.of());
        var seen = new ArrayList<Map<String, Field<?>>>();
        do {
            seen.add(values.values());
        } while (values.next(List.of()));
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        assertThat(seen.get(0).get("mood")).isEqualTo(seen.get(2).get("mood"));
        assertThat(seen.get(0).get("fine"))
                .isEqualTo(seen.get(1).get("fine"))
                .isNotEqualTo(seen.get(2).get("fine"));
        assertThat(values.values()).as("from the beginning").isEqualTo(seen.getFirst());
    }

    @Test
    void onlyThoseTurnThatWereRefused() {
        var values = new ColumnValues(TABLE, Set.of());
        var first = values.values();
        assertThat(values.next(List.of("fine"))).isTrue();
        assertThat(values.values().get("mood")).isEqualTo(first.get("mood"));
        assertThat(values.values().get("fine")).isNotEqualTo(first.get("fine"));
        assertThat(values.next(List.of("fine"))).isTrue();
        assertThat(values.next(List.of("fine"))).as("all three were seen").isFalse();
        assertThat(values.next(List.of("unknown"))).isFalse();
    }

    @Test
    void whatComesFromElsewhereHasNoValue() {
        var values = new ColumnValues(TABLE, Set.of("mood"));
        assertThat(values.values()).containsOnlyKeys("fine");
        assertThat(values.next(List.of("mood"))).isFalse();
        assertThat(values.table()).isSameAs(TABLE);
    }

    private static TableColumn column(String name, String category, List<String> labels) {
        return new TableColumn(
                1, "public", "t", "t", 1, (short) 1, name, name, name, name, category, true, "", "", null, null, labels,
                null);
    }
}
