package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.migrations.SqlToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenCursorTest {
    @Test
    void whatIsNotThereIsNotGonePast() {
        var words = cursor("not valid");
        assertThat(words.accept("not", "null")).isFalse();
        assertThat(words.acceptAny("a", "b")).isFalse();
        assertThat(words.accept("not", "valid", "yet")).isFalse();
        assertThat(words.acceptAny("a", "not")).isTrue();
        assertThat(words.accept("valid")).isTrue();
        assertThat(words.atEnd()).isTrue();
    }

    @Test
    void aQuotedNameIsNoKeyword() {
        assertThat(cursor("\"table\" a").peek("table")).isFalse();
        assertThat(cursor("'table' a").peek("table")).isFalse();
        assertThat(cursor("TABLE a").peek("table")).isTrue();
    }

    @Test
    void behindTheEndThereIsNothing() {
        var words = cursor("a\nb");
        words.remaining();
        assertThat(words.atEnd()).isTrue();
        assertThat(words.next().text()).isEmpty();
        assertThat(words.name()).isEmpty();
        assertThat(words.line()).isEqualTo(2);
        assertThat(words.remaining()).isEmpty();
        assertThat(cursor("").line()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a             | a
            x.a           | a
            d.x."A b"     | A b
            """)
    void aNameIsReadWithoutItsSchema(String sql, String name) {
        assertThat(cursor(sql).name()).isEqualTo(name);
    }

    @Test
    void namesGoOnAfterEachComma() {
        var words = cursor("a, x.b ,c cascade");
        assertThat(words.names()).containsExactly("a", "b", "c");
        assertThat(words.peek("cascade")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (a, (b), c) d | a , ( b ) , c | d
            ()       d    | ``            | d
            (a (b)        | a ( b )       | ``
            a (b)         | ``            | a ( b )
            (')') d       | ')'           | d
            """)
    void aParenthesisEndsWhereItIsClosed(String sql, String inner, String rest) {
        var words = cursor(sql);
        assertThat(SqlToken.join(words.nextParenthesis())).isEqualTo(inner);
        assertThat(SqlToken.join(words.remaining())).isEqualTo(rest);
    }

    @Test
    void aPieceIsAWordOrAWholeParenthesis() {
        var words = cursor("a (b, (c)) d");
        assertThat(SqlToken.join(words.nextGroup())).isEqualTo("a");
        assertThat(SqlToken.join(words.nextGroup())).isEqualTo("( b , ( c ) )");
        assertThat(SqlToken.join(words.nextGroup())).isEqualTo("d");
    }

    @Test
    void partsAreCutAtCommasOutsideOfParentheses() {
        assertThat(TokenCursor.parts(SqlToken.of("a (b, c), d, (e, f) g", 1)))
                .extracting(SqlToken::join)
                .containsExactly("a ( b , c )", "d", "( e , f ) g");
        assertThat(TokenCursor.parts(SqlToken.of("", 1))).isEmpty();
    }

    private static TokenCursor cursor(String sql) {
        return new TokenCursor(SqlToken.of(sql, 1));
    }
}
