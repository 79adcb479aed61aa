package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The differences between two written schemas, and those of them that break the service. */
final class CatalogComparisonTest {
    private static final String EXPECTED = """
            table posts
              column id
                type: bigint
                nullable: no
                identity: always
              column title
                type: text
              constraint posts_pkey
                definition: PRIMARY KEY (id)
              index posts_title_idx
                definition: CREATE INDEX posts_title_idx ON posts (title)
              index posts_title_key
                definition: CREATE UNIQUE INDEX
                unique: yes
              trigger posts_count
                definition: CREATE TRIGGER

            view titles
              definition: SELECT title FROM posts

            type mood
              labels: sad, happy

            sequence numbers
              type: bigint

            function f()
              definition: select 1
            """;

    /** A line that is replaced by another, or removed; what is found then, and whether it breaks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: text                  | type: integer          | changed  column posts.title: type text, here integer | true
            type: text                  | type: text;nullable: no | changed  column posts.title: nullable yes, here no | true
            type: text                  | type: text;default: 'x' | changed  column posts.title: default none, here 'x' | true
            type: text                  | type: text;comment: x  | changed  column posts.title: comment none, here x | false
            identity: always            | identity: by default   | changed  column posts.id: identity always, here by default | true
            definition: PRIMARY KEY (id) | definition: PRIMARY KEY (title) | changed  constraint posts_pkey on posts: definition PRIMARY KEY (id), here PRIMARY KEY (title) | true
            definition: PRIMARY KEY (id) | definition: PRIMARY KEY (id);validated: no | changed  constraint posts_pkey on posts: validated yes, here no | false
            definition: CREATE INDEX posts_title_idx ON posts (title) | definition: CREATE INDEX x | changed  index posts_title_idx: definition CREATE INDEX posts_title_idx ON posts (title), here CREATE INDEX x | false
            definition: CREATE INDEX posts_title_idx ON posts (title) | definition: CREATE INDEX posts_title_idx ON posts (title);valid: no | changed  index posts_title_idx: valid yes, here no | false
            definition: CREATE INDEX posts_title_idx ON posts (title) | definition: CREATE INDEX posts_title_idx ON posts (title);unique: yes | changed  index posts_title_idx: unique no, here yes | true
            definition: CREATE UNIQUE INDEX | definition: CREATE UNIQUE INDEX x | changed  index posts_title_key: definition CREATE UNIQUE INDEX, here CREATE UNIQUE INDEX x | true
            definition: CREATE TRIGGER  | definition: CREATE TRIGGER;enabled: no | changed  trigger posts_count on posts: enabled yes, here no | true
            definition: select 1        | definition: select 2   | changed  function f(): definition select 1, here select 2 | true
            labels: sad, happy          | labels: sad            | changed  type mood: labels sad, happy, here sad | true
            """)
    void whatIsChanged(String line, String other, String found, boolean breaking) {
        var indent = EXPECTED.substring(EXPECTED.lastIndexOf('\n', EXPECTED.indexOf(line)), EXPECTED.indexOf(line));
        var drift = drift(EXPECTED.replace(line, other.replace(";", indent)));
        assertThat(drift.differences()).singleElement().satisfies(difference -> {
            assertThat(DriftText.of(difference)).isEqualTo(found);
            assertThat(difference.breaking()).isEqualTo(breaking);
            assertThat(difference.because()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `  column title\n    type: text\n`  | missing  column posts.title: text | true
            `  index posts_title_idx\n    definition: CREATE INDEX posts_title_idx ON posts (title)\n` | missing  index posts_title_idx: CREATE INDEX posts_title_idx ON posts (title) | false
            `  index posts_title_key\n    definition: CREATE UNIQUE INDEX\n    unique: yes\n` | missing  index posts_title_key: CREATE UNIQUE INDEX | true
            `view titles\n  definition: SELECT title FROM posts\n` | missing  view titles | true
            `type mood\n  labels: sad, happy\n` | missing  type mood | true
            `sequence numbers\n  type: bigint\n` | missing  sequence numbers | true
            `function f()\n  definition: select 1\n` | missing  function f() | true
            `  trigger posts_count\n    definition: CREATE TRIGGER\n` | missing  trigger posts_count on posts: CREATE TRIGGER | true
            """)
    void whatIsMissingAndWhatIsExtra(String part, String found, boolean breaking) {
        assertThat(EXPECTED).contains(part);
        var without = EXPECTED.replace(part, "");
        assertThat(drift(without).differences()).singleElement().satisfies(difference -> {
            assertThat(DriftText.of(difference)).isEqualTo(found);
            assertThat(difference.breaking()).isEqualTo(breaking);
        });
        var extra = Catalog.parse(without).driftOf(Catalog.parse(EXPECTED));
        assertThat(extra.differences())
                .singleElement()
                .satisfies(difference ->
                        assertThat(DriftText.of(difference)).isEqualTo(found.replace("missing  ", "extra    ")));
    }

    @Test
    void ofATableThatIsGoneItsPartsAreNotListed() {
        var drift = drift(EXPECTED.substring(EXPECTED.indexOf("view titles")));
        assertThat(drift.differences()).extracting(CatalogDifference::object).containsExactly("posts");
        assertThat(drift.breaking()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `  column a\n    type: text\n`                                        | false
            `  column a\n    type: text\n    nullable: no\n`                      | true
            `  column a\n    type: text\n    nullable: no\n    default: 'x'\n`    | false
            `  column a\n    type: text\n    nullable: no\n    identity: always\n` | false
            `  column a\n    type: text\n    nullable: no\n    generated: stored: x\n` | false
            `  constraint c\n    definition: CHECK (id > 0)\n`                    | true
            `  constraint c\n    definition: NOT NULL title\n    validated: no\n` | false
            `  trigger t\n    definition: CREATE TRIGGER\n`                       | true
            `  trigger t\n    definition: CREATE TRIGGER\n    enabled: no\n`      | false
            `  index i\n    definition: CREATE INDEX\n`                           | false
            `  index i\n    definition: CREATE UNIQUE INDEX\n    unique: yes\n`   | true
            """)
    void whatIsExtraBreaksWhereItRefusesOrChangesRows(String part, boolean breaking) {
        var drift = drift(EXPECTED.replace("  column title\n", part + "  column title\n"));
        assertThat(drift.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.what()).isEqualTo(CatalogDifference.What.EXTRA);
            assertThat(difference.breaking()).isEqualTo(breaking);
        });
    }

    @Test
    void aTableOfSomebodyElseMattersOnlyWhereItRefersToOurs() {
        var other = "\ntable notes\n  column id\n    type: text\n";
        assertThat(drift(EXPECTED + other).breaking()).isFalse();
        var referring = other + "  constraint notes_fkey\n    definition: FOREIGN KEY (id) REFERENCES posts(id)\n";
        assertThat(drift(EXPECTED + referring).thatBreak(true))
                .extracting(CatalogDifference::object)
                .containsExactly("notes_fkey on notes");
        assertThat(drift(EXPECTED + referring.replace("posts(id)", "notes(id)")).breaking())
                .isFalse();
    }

    @Test
    void aTextBeginsWithWhatBreaks() {
        var drift = drift(EXPECTED.replace("type: text", "type: integer\n    comment: x"));
        assertThat(DriftText.of(drift)).isEqualTo("""
                Breaks the service:
                  changed  column posts.title: type text, here integer
                           the classes of the service were generated for the type expected
                Does not break it:
                  changed  column posts.title: comment none, here x
                           it is only told to people
                """);
        assertThat(DriftText.of(SchemaDrift.NONE)).isEmpty();
    }

    private static SchemaDrift drift(String live) {
        return Catalog.parse(EXPECTED).driftOf(Catalog.parse(live));
    }
}
