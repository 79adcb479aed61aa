package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text form of a catalog, as it lies in the jar. */
final class CatalogParserTest {
    private static final String TEXT = """
            table posts
              comment: What users write.
              column title
                type: character varying(100)
                nullable: no
              constraint posts_title_check
                definition:
                  |CHECK (title <> '' AND
                  |  title <> 'column x')
              index "odd\\nname"
                definition: CREATE INDEX ...

            function count_posts()
              definition: select 1
            """;

    @Test
    void objectsHaveTheirPartsAndProperties() {
        var catalog = Catalog.parse(TEXT);
        assertThat(catalog.objects())
                .extracting(SchemaObject::title)
                .containsExactlyInAnyOrder(
                        "posts", "posts.title", "posts_title_check on posts", "\"odd\nname\"", "count_posts()");
        var title = catalog.find(ObjectKind.COLUMN, "posts", "title").orElseThrow();
        assertThat(new TreeMap<>(title.properties()))
                .isEqualTo(Map.of("type", "character varying(100)", "nullable", "no"));
        assertThat(catalog.find(ObjectKind.CONSTRAINT, "posts", "posts_title_check")
                        .orElseThrow()
                        .value("definition"))
                .isEqualTo("CHECK (title <> '' AND\n  title <> 'column x')");
        assertThat(catalog.find(ObjectKind.COLUMN, "", "title")).isEmpty();
    }

    @Test
    void whatIsUsualIsNotWrittenAndYetKnown() {
        var title =
                Catalog.parse("table t\n  column a\n    type: text\n").objects().getLast();
        assertThat(title.value("nullable")).isEqualTo("yes");
        assertThat(title.value("default")).isNull();
        assertThat(title.summary()).isEqualTo("text");
        assertThat(SchemaObject.of(ObjectKind.COLUMN, "t", "a")
                        .with("type", "text")
                        .with("nullable", "yes")
                        .with("default", null))
                .isEqualTo(title);
    }

    @Test
    void theTextIsTheSameWhateverTheOrderTheObjectsCameIn() {
        var objects = Catalog.parse(TEXT).objects();
        assertThat(new Catalog(objects.reversed()).text()).isEqualTo(new Catalog(objects).text());
        assertThat(Catalog.parse(new Catalog(objects).text())).isEqualTo(new Catalog(objects));
        assertThat(new Catalog(objects).fingerprint()).isNotEqualTo(new Catalog(objects.subList(1, 3)).fingerprint());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tabel posts                        | 1 | no kind of object
            table posts\\n  Comment: x         | 2 | neither an object nor a property
            table posts\\n  comment            | 2 | neither an object nor a property
            table posts\\n\\n  comment: x      | 3 | no kind of object
            """)
    void aLineThatNobodyWroteIsNamed(String text, int line, String fault) {
        assertThatThrownBy(() -> Catalog.parse(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Line " + line + " of the catalog is " + fault);
    }

    @Test
    void nothingIsACatalogToo() {
        assertThat(Catalog.parse("").objects()).isEqualTo(List.of());
        assertThat(new Catalog(List.of()).text()).isEmpty();
    }
}
