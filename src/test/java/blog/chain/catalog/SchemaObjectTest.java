package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object as it is named and described to people, and recognized in another schema. */
final class SchemaObjectTest {
    @ParameterizedTest
    @CsvSource({
        "COLUMN, posts.x",
        "CONSTRAINT, x on posts",
        "TRIGGER, x on posts",
        "INDEX, x",
        "TABLE, x",
        "VIEW, x",
        "TYPE, x",
        "SEQUENCE, x",
        "FUNCTION, x"
    })
    void theTitleNamesItsTableWhereItsNameIsNotEnough(ObjectKind kind, String title) {
        assertThat(SchemaObject.of(kind, "posts", "x").title()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            COLUMN     | type       | text           | text
            COLUMN     | nullable   | no             | null, not null
            COLUMN     | default    | 'x'            | null, default 'x'
            COLUMN     | identity   | by default     | null, identity by default
            COLUMN     | generated  | stored: a + 1  | null, generated stored: a + 1
            COLUMN     | comment    | Why.           | null
            CONSTRAINT | definition | CHECK (a > 0)  | CHECK (a > 0)
            CONSTRAINT | validated  | no             | ``
            INDEX      | valid      | no             | ` (invalid)`
            TRIGGER    | enabled    | no             | ``
            TABLE      | comment    | Why.           | ``
            FUNCTION   | definition | select 1       | ``
            """)
    void theSummarySaysWhatItsNameDoesNot(ObjectKind kind, String property, String value, String summary) {
        assertThat(SchemaObject.of(kind, "t", "x").with(property, value).summary())
                .isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource({
        "nullable, yes, no",
        "unique, no, yes",
        "valid, yes, no",
        "validated, yes, no",
        "enabled, yes, no",
        "row security, off, on"
    })
    void whatIsUsualIsNoPropertyAndIsItsValue(String property, String usual, String other) {
        var object = SchemaObject.of(ObjectKind.TABLE, null, "t");
        assertThat(object.with(property, usual)).isEqualTo(object);
        assertThat(object.value(property)).isEqualTo(usual);
        assertThat(object.with(property, other).value(property)).isEqualTo(other);
        assertThat(object.with(property, other).properties()).containsOnlyKeys(property);
    }

    @Test
    void theKeyTellsApartWhatHasTheSameName() {
        var index = SchemaObject.of(ObjectKind.INDEX, "posts", "x");
        assertThat(index.key()).isEqualTo(index.with(SchemaObject.UNIQUE, "yes").key());
        assertThat(index.key())
                .isNotEqualTo(SchemaObject.of(ObjectKind.INDEX, "users", "x").key())
                .isNotEqualTo(SchemaObject.of(ObjectKind.TRIGGER, "posts", "x").key())
                .isNotEqualTo(SchemaObject.of(ObjectKind.INDEX, "posts", "y").key());
    }

    @Test
    void thePropertiesOfTwoAreThoseOfEither() {
        var one = SchemaObject.of(ObjectKind.COLUMN, "t", "a")
                .with("type", "text")
                .with("default", "1");
        var other = SchemaObject.of(ObjectKind.COLUMN, "t", "a")
                .with("comment", "x")
                .with("type", "int");
        assertThat(one.propertiesWith(other)).containsExactly("type", "default", "comment");
        assertThat(one).hasToString("column t.a {type: text, default: 1}");
    }
}
