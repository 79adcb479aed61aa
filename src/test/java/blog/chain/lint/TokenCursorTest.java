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
        assertThat(words.took("not", "null")).isFalse();
        assertThat(words.tookOneOf("a", "b")).isFalse();
        assertThat(words.took("not", "valid", "yet")).isFalse();
        assertThat(words.tookOneOf("a", "not")).isTrue();
        assertThat(words.took("valid")).isTrue();
        assertThat(words.end()).isTrue();
    }

    @Test
    void aQuotedNameIsNoKeyword() {
        assertThat(cursor("\"table\" a").sees("table")).isFalse();
        assertThat(cursor("'table' a").sees("table")).isFalse();
        assertThat(cursor("TABLE a").sees("table")).isTrue();
    }

    @Test
    void behindTheEndThereIsNothing() {
        var words = cursor("a\nb");
        words.rest();
        assertThat(words.end()).isTrue();
        assertThat(words.take().text()).isEmpty();
        assertThat(words.name()).isEmpty();
        assertThat(words.line()).isEqualTo(2);
        assertThat(words.rest()).isEmpty();
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
        assertThat(words.sees("cascade")).isTrue();
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
        assertThat(SqlToken.join(words.parenthesis())).isEqualTo(inner);
        assertThat(SqlToken.join(words.rest())).isEqualTo(rest);
    }

    @Test
    void aPieceIsAWordOrAWholeParenthesis() {
        var words = cursor("a (b, (c)) d");
        assertThat(SqlToken.join(words.piece())).isEqualTo("a");
        assertThat(SqlToken.join(words.piece())).isEqualTo("( b , ( c ) )");
        assertThat(SqlToken.join(words.piece())).isEqualTo("d");
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
