package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whichever way the posts with certain words are found, they are those that have them, each on one page, in order. */
class WordSearchTest {
    private static final int POSTS = 12_000;
    private static final int MOST_PAGES = 6;

    /** From what each post has to what none has; one that is frequent, though not among the newest, and one in reverse. */
    private static final List<String> SEARCHES = List.of(
            "every",
            "half",
            "fifth",
            "hundredth",
            "thrice",
            "none",
            "old",
            "new",
            "-every",
            "-half",
            "fifth or old",
            "the");

    private static final List<String> FILTERS = List.of("&author=2", "&since=2026-03-02T12:00:00Z", "&liked_by=2");

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
        blog.sql().run("""
                insert into users (username, email, password_hash)
                select name, name || '@example.org', 'x' from unnest(array['ann', 'bob', 'eve']) name""");
        // As if at random, and the same each time; some share an instant, and not all have come in the order of their
        // dates.
        blog.sql().run("""
                insert into posts (title, content, user_id, date_posted)
                select
                  'every ' || n,
                  concat_ws(' ', 'text',
                    case when hashint4(n) % 2 = 0 then 'half' end,
                    case when hashint4(n) % 5 = 0 then 'fifth' end,
                    case when hashint4(n) % 100 = 0 then 'hundredth' end,
                    case when n in (17, 6000, 11990) then 'thrice' end,
                    case when n < 4000 then 'old' end,
                    case when n > 9000 then 'new' end),
                  case when hashint4(-n) % 3 = 0 then 2 else 1 end,
                  timestamptz '2026-03-01Z' + make_interval(mins => n / 4 + abs(hashint4(n)) % 7)
                from generate_series(1, ?) n""", POSTS);
        blog.sql().run("""
                insert into likes (user_id, post_id)
                select id, n from users, generate_series(1, ?) n where hashint4(n + id::int) % 7 = 0""", POSTS);
        blog.sql().run("analyze");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("lists")
    void thePagesShowWhatIsThere(String words, PostFilter.Sort sort, String filter) {
        var seen = new ArrayList<String>();
        int pages = 0;
        var first = "/api/posts?q=%s&sort=%s&limit=100%s"
                .formatted(words.replace(" ", "%20"), sort.name().toLowerCase(Locale.ROOT), filter);
        for (String next = first; next != null && pages < MOST_PAGES; pages++) {
            var page = anyone.get(next).is(200);
            seen.addAll(page.texts("items", "id"));
            next = page.json().has("next") ? page.get("next").asString() : null;
        }
        var expected = expected(words, sort, filter);
        assertThat(seen).isEqualTo(expected.subList(0, Math.min(expected.size(), MOST_PAGES * 100)));
    }

    private static Stream<Arguments> lists() {
        return Stream.concat(
                SEARCHES.stream().flatMap(words -> sorted(words, "")),
                FILTERS.stream()
                        .flatMap(
                                filter -> Stream.of("fifth", "thrice", "old").flatMap(words -> sorted(words, filter))));
    }

    private static Stream<Arguments> sorted(String words, String filter) {
        return Stream.of(PostFilter.Sort.values()).map(sort -> Arguments.of(words, sort, filter));
    }

    private static List<String> expected(String words, PostFilter.Sort sort, String filter) {
        var condition =
                switch (filter) {
                    case "" -> "";
                    case "&author=2" -> " and user_id = 2";
                    case "&liked_by=2" -> " and id in (select post_id from likes where user_id = 2)";
                    default -> " and date_posted >= '2026-03-02T12:00:00Z'";
                };
        var order =
                switch (sort) {
                    case NEWEST -> "date_posted desc, id desc";
                    case OLDEST -> "date_posted, id";
                    case LIKES -> "likes desc, id desc";
                };
        return blog.sql()
                .column(
                        "select id from posts where to_tsvector('english', title || ' ' || content)"
                                + " @@ websearch_to_tsquery('english', ?)" + condition + " order by " + order,
                        words);
    }
}
