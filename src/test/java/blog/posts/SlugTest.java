package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource({
        "Hello World, hello-world",
        "'  Hello,   World!  ', hello-world",
        "Crème brûlée, creme-brulee",
        "ÅNGSTRÖM, angstrom",
        "'ﬁne print', fine-print",
        "'½ price', 1-2-price",
        "漢字 かな, 漢字-かな",
        "'---', post",
        "😀, post",
        "'C++ & C#', c-c",
        "'a/b?c#d%e', a-b-c-d-e",
    })
    void aTitleStandsInAnAddress(String title, String slug) {
        assertThat(Slug.of(title)).isEqualTo(slug);
    }

    /** The mark at the end, of which nothing is left, is what makes it no longer ASCII. */
    @Test
    void whatIsAsciiIsToldAsTheSameAmongOtherCharacters() {
        for (char character = 0; character < 128; character++) {
            var title = "One " + character + character + "Two" + character;
            assertThat(Slug.of(title)).as(title).isEqualTo(Slug.of(title + "\u0301"));
        }
    }

    @Test
    void longTitlesEndAtAWord() {
        assertThat(Slug.of("word ".repeat(20))).isEqualTo("word-".repeat(11) + "word");
        assertThat(Slug.of("x".repeat(100))).hasSizeBetween(30, 60).matches("x+");
        assertThat(Slug.of("𝒳".repeat(100))).matches("x+");
        assertThat(Slug.of("𠀀".repeat(50)).codePoints().noneMatch(it -> it >= 0xD800 && it <= 0xDFFF))
                .isTrue();
        assertThat(Slug.of("a" + "𠀀".repeat(50)).codePoints().noneMatch(it -> it >= 0xD800 && it <= 0xDFFF))
                .isTrue();
    }
}
