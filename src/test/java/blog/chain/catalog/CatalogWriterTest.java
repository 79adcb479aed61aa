package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The text of a catalog: objects, their properties, and their parts. */
final class CatalogWriterTest {
    private static final SchemaObject PART =
            SchemaObject.of(ObjectKind.COLUMN, "x", "a").with("type", "text");

    @ParameterizedTest
    @EnumSource(names = {"TABLE", "VIEW", "TYPE"})
    void partsStandBelowWhatTheyArePartOf(ObjectKind kind) {
        var whole = SchemaObject.of(kind, "", "x").with("comment", "Why.");
        assertThat(text(whole, PART)).isEqualTo(kind.word() + " x\n  comment: Why.\n  column a\n    type: text\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENCE", "FUNCTION"})
    void anotherObjectOfATablesNameHasNoParts(ObjectKind kind) {
        var table = SchemaObject.of(ObjectKind.TABLE, "", "x");
        assertThat(text(table, SchemaObject.of(kind, "", "x"), PART))
                .isEqualTo("table x\n  column a\n    type: text\n\n" + kind.word() + " x\n");
    }

    @Test
    void aValueOfSeveralLinesHasAMargin() {
        assertThat(text(SchemaObject.of(ObjectKind.FUNCTION, "", "f()").with("definition", "a\n\n  b\n")))
                .isEqualTo("function f()\n  definition:\n    |a\n    |\n    |  b\n    |\n");
    }

    @Test
    void aLineEndInANameDoesNotEndTheLine() {
        assertThat(text(SchemaObject.of(ObjectKind.TABLE, "", "\"a\nb\\n\""))).isEqualTo("table \"a\\nb\\\\n\"\n");
    }

    private static String text(SchemaObject... objects) {
        return new CatalogWriter(List.of(objects)).text();
    }
}
