package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The consequence of a difference, for each kind of object and property. */
final class BreakingDifferenceRulesTest {
    private static final BreakingDifferenceRules RULES = new BreakingDifferenceRules(List.of(
            SchemaObject.of(ObjectKind.TABLE, "", "posts"),
            SchemaObject.of(ObjectKind.TABLE, "", "\"Odd \"\"(one\""),
            SchemaObject.of(ObjectKind.VIEW, "", "titles")));

    @ParameterizedTest
    @CsvSource(textBlock = """
            TABLE,      true,  statements that name it fail
            VIEW,       true,  statements that name it fail
            SEQUENCE,   true,  statements that name it fail
            COLUMN,     true,  statements that name it fail
            TYPE,       true,  values of it cannot be read or written
            FUNCTION,   true,  statements and triggers that call it fail
            CONSTRAINT, true,  rows that the service considers impossible can be written
            TRIGGER,    true,  what it keeps up to date is wrong from now on
            INDEX,      false, queries that used it are slower
            """)
    void ofWhatIsMissing(ObjectKind kind, boolean breaking, String because) {
        assertThat(RULES.ofMissing(SchemaObject.of(kind, "", "x")))
                .isEqualTo(new BreakingDifferenceRules.Consequence(breaking, because));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            TABLE,    false, the service does not use it
            VIEW,     false, the service does not use it
            TYPE,     false, the service does not use it
            SEQUENCE, false, the service does not use it
            FUNCTION, false, the service does not use it
            COLUMN,   false, the service does not name it
            TRIGGER,  true,  it changes or rejects what the service writes
            INDEX,    false, writes maintain one more index
            """)
    void ofWhatIsExtra(ObjectKind kind, boolean breaking, String because) {
        assertThat(RULES.ofExtra(SchemaObject.of(kind, "posts", "x")))
                .isEqualTo(new BreakingDifferenceRules.Consequence(breaking, because));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            posts | CHECK (id > 0)                                     | true  | it rejects rows that the service considers valid
            posts | FOREIGN KEY (id) REFERENCES posts(id)              | true  | it rejects rows that the service considers valid
            posts | NOT NULL title                                     | false | only older rows were not checked
            notes | FOREIGN KEY (id) REFERENCES posts(id)              | true  | rows it refers to can no longer be changed or deleted freely
            notes | FOREIGN KEY ("a REFERENCES b") REFERENCES posts(id) ON DELETE CASCADE | true | rows it refers to can no longer be changed or deleted freely
            notes | FOREIGN KEY (id) REFERENCES "Odd ""(one"(id)       | true  | rows it refers to can no longer be changed or deleted freely
            notes | FOREIGN KEY (id) REFERENCES titles(id)             | true  | it rejects rows that the service considers valid
            """)
    void ofAnExtraConstraint(String table, String definition, boolean breaking, String because) {
        var constraint = SchemaObject.of(ObjectKind.CONSTRAINT, table, "x").with(SchemaObject.DEFINITION, definition);
        assertThat(RULES.ofExtra(constraint)).isEqualTo(new BreakingDifferenceRules.Consequence(breaking, because));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FOREIGN KEY (id) REFERENCES posts(id)           | true
            FOREIGN KEY (id) REFERENCES "Odd ""(one"(id)    | true
            FOREIGN KEY (id) REFERENCES other.posts(id)     | false
            FOREIGN KEY (id) REFERENCES posts_old(id)       | false
            CHECK (note <> 'FOREIGN KEY REFERENCES posts(') | false
            """)
    void aForeignKeyReachesTheTableItNames(String definition, boolean reaches) {
        var object = SchemaObject.of(ObjectKind.CONSTRAINT, "notes", "x");
        assertThat(RULES.reachesOurTables(object)).isFalse();
        assertThat(RULES.reachesOurTables(object.with(SchemaObject.DEFINITION, definition)))
                .isEqualTo(reaches);
        assertThat(RULES.reachesOurTables(
                        SchemaObject.of(ObjectKind.INDEX, "notes", "x").with(SchemaObject.DEFINITION, definition)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            COLUMN,     comment,    false, it is only shown to people
            INDEX,      comment,    false, it is only shown to people
            CONSTRAINT, validated,  false, 'older rows may break the rule, new ones are checked'
            COLUMN,     type,       true,  the classes of the service were generated for the type expected
            COLUMN,     nullable,   true,  the service is compiled for the nullability expected
            COLUMN,     default,    true,  rows the service writes get other values
            COLUMN,     identity,   true,  rows the service writes get other values
            COLUMN,     generated,  true,  rows the service writes get other values
            TRIGGER,    enabled,    true,  'what it keeps up to date is wrong, or refused'
            COLUMN,     collation,  true,  it behaves differently from what the service was tested with
            INDEX,      definition, false, queries that used it may be slower
            INDEX,      valid,      false, no query uses it: drop it and build it again
            INDEX,      unique,     true,  different rows count as duplicates
            """)
    void ofWhatIsChanged(ObjectKind kind, String property, boolean breaking, String because) {
        assertThat(RULES.ofChanged(SchemaObject.of(kind, "posts", "x"), property))
                .isEqualTo(new BreakingDifferenceRules.Consequence(breaking, because));
    }

    @ParameterizedTest
    @CsvSource({"definition, true", "valid, true", "comment, false"})
    void aUniqueIndexIsARuleToo(String property, boolean breaking) {
        var index = SchemaObject.of(ObjectKind.INDEX, "posts", "x").with(SchemaObject.UNIQUE, "yes");
        assertThat(RULES.ofChanged(index, property).breaking()).isEqualTo(breaking);
        assertThat(RULES.ofMissing(index).because()).isEqualTo("uniqueness is no longer enforced");
        assertThat(RULES.ofExtra(index).because()).isEqualTo("it rejects rows that the service considers valid");
    }
}
