package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of SQL as PostgreSQL's scanner cuts them. */
final class SqlTokenTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Select A                  | WORD:select WORD:a
            "Sel""ect" 'A''b'         | NAME:Sel"ect STRING:'A''b'
            E'a\\'b' e'\\\\' c        | STRING:E'a\\'b' STRING:e'\\\\' WORD:c
            'a\\' b                   | STRING:'a\\' WORD:b
            U&'x' b'01' N'n'          | STRING:U&'x' STRING:b'01' STRING:N'n'
            $$a;'$$ $x$ $$ $x$        | STRING:$$a;'$$ STRING:$x$ $$ $x$
            $1 + 1.5e3                | SYMBOL:$ NUMBER:1 SYMBOL:+ NUMBER:1.5e3
            größe_1$a                 | WORD:größe_1$a
            a--b                      | WORD:a
            a/*b/*c*/d*/e             | WORD:a WORD:e
            a - -b                    | WORD:a SYMBOL:- SYMBOL:- WORD:b
            a::text                   | WORD:a SYMBOL:: SYMBOL:: WORD:text
            a /*/ b */ c /**/ d       | WORD:a WORD:c WORD:d
            /* '*/ a "/*" '--'        | WORD:a NAME:/* STRING:'--'
            X'1F' u&'d\\0061' n''     | STRING:X'1F' STRING:u&'d\\0061' STRING:n''
            typee'a\\' e 'b\\'        | WORD:typee STRING:'a\\' WORD:e STRING:'b\\'
            e'a''b\\\\' c             | STRING:e'a''b\\\\' WORD:c
            $a$ $A$ $$ $a$ b          | STRING:$a$ $A$ $$ $a$ WORD:b
            $größe$;$größe$           | STRING:$größe$;$größe$
            a$$b$$                    | WORD:a$$b$$
            .5 1. 1_000 0x1F 1e-3     | SYMBOL:. NUMBER:5 NUMBER:1. NUMBER:1_000 NUMBER:0x1F NUMBER:1e SYMBOL:- NUMBER:3
            $12,:a                    | SYMBOL:$ NUMBER:12 SYMBOL:, SYMBOL:: WORD:a
            a->>'b' <> c              | WORD:a SYMBOL:- SYMBOL:> SYMBOL:> STRING:'b' SYMBOL:< SYMBOL:> WORD:c
            'a'::numeric(1,2)[]       | STRING:'a' SYMBOL:: SYMBOL:: WORD:numeric SYMBOL:( NUMBER:1 SYMBOL:, NUMBER:2 SYMBOL:) SYMBOL:[ SYMBOL:]
            """)
    void aTextIsCutIntoWords(String sql, String tokens) {
        assertThat(SqlToken.of(sql, 1).stream()
                        .map(token -> token.kind() + ":" + token.text())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(tokens);
    }

    @Test
    void aWordKnowsItsLineCommentsAboveNotCounted() {
        var tokens = SqlToken.of("-- why\n\nalter table a\n  -- and\n  add b int", 10);
        assertThat(tokens).extracting(SqlToken::line).containsExactly(10, 10, 10, 12, 12, 12);
        assertThat(SqlToken.begin("-- why\n\nalter")).isEqualTo(8);
        assertThat(SqlToken.begin("-- nothing")).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create index CONCURRENTLY i on t (a)          | create index              i on t (a)
            create index "concurrently" on t (a)          | create index "concurrently" on t (a)
            create /* concurrently */ index concurrently i on t (a) | create /* concurrently */ index              i on t (a)
            select 'concurrently'                         | select 'concurrently'
            """)
    void aWordIsTakenOutWhereItIsOne(String sql, String without) {
        assertThat(SqlToken.without("concurrently", sql)).isEqualTo(without);
    }

    @Test
    void linesInsideATokenCountForThoseAfterIt() {
        var tokens = SqlToken.of("select 'a\nb', $$\n\n$$ /* \n */ from t", 3);
        assertThat(tokens).extracting(SqlToken::line).containsExactly(3, 3, 4, 4, 7, 7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ` a -- b `                 | a
            a/* b */c                  | a c
            a '--b' $$/*$$ "/* c */"   | a '--b' $$/*$$ "/* c */"
            /* a /* b */ c */          | ``
            """)
    void oneLineHasNoComment(String sql, String line) {
        assertThat(SqlToken.onOneLine(sql)).isEqualTo(line);
        assertThat(SqlToken.onOneLine(sql + "\n\t--end\n")).isEqualTo(line);
    }

    @Test
    void wordsAreJoinedAsTheyAreRead() {
        assertThat(SqlToken.join(SqlToken.of("Alter  TABLE \"A b\" -- why\n add c int", 1)))
                .isEqualTo("alter table A b add c int");
    }

    @Test
    void onlyAnUnquotedWordIsAKeyword() {
        var tokens = SqlToken.of("table \"table\" 'table' (", 1);
        assertThat(tokens).extracting(token -> token.is("table")).containsExactly(true, false, false, false);
        assertThat(tokens).extracting(SqlToken::isName).containsExactly(true, true, false, false);
        assertThat(tokens.getLast().is("(")).isTrue();
    }

    @Test
    void whatRunsIntoTheEndIsReadToTheEnd() {
        assertThat(SqlToken.of("a $$b", 1)).extracting(SqlToken::text).isEqualTo(List.of("a", "$$b"));
        assertThat(SqlToken.of("a /* b", 1)).extracting(SqlToken::text).isEqualTo(List.of("a"));
    }
}
