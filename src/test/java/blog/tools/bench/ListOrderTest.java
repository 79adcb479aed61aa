package blog.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import blog.Blog;
import blog.platform.config.Settings;
import blog.support.Client;
import blog.support.Sql;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import blog.tools.populate.DatabasePopulator;
import blog.tools.populate.PopulateProgress;
import blog.tools.populate.PopulationSizes;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every list is read from an index in its order, on the first page and far from it: what the service sends for it is
 * heard on its way to a filled database, and PostgreSQL explains it.
 */
@Tag("proof")
class ListOrderTest {
    private static final int MOST_PAGES = 40;

    /** To find, read and sort all posts with the word takes 3,081, and three times as many of three times as many posts. */
    private static final long MOST_BLOCKS = 1_000;

    private static final Pattern BLOCKS = Pattern.compile("(?:hit|read)=(\\d+)");

    private static Settings.Login database;
    private static RecordingProxy tap;
    private static Blog blog;
    private static Client anyone;
    private static Client member;

    @BeforeAll
    static void start() throws SQLException {
        database = TestDatabase.fresh();
        tap = new RecordingProxy(database.host(), database.port());
        blog = Blog.start(tapped(TestBlog.settings(database)));
        anyone = Client.at(URI.create("http://127.0.0.1:" + blog.port()));
        member = anyone.member();
        fill();
    }

    private static void fill() throws SQLException {
        try (var connection = TestDatabase.connect(database)) {
            new DatabasePopulator(new PopulationSizes(500, 10_000, 40_000), DatabasePopulator.USUAL_SEED)
                    .fill(DSL.using(connection, SQLDialect.POSTGRES), PopulateProgress.NONE);
        }
        sql().run("""
                insert into sessions (user_id, token_hash, expires_at)
                select case when n <= 200 then ? else n / 20 + 1 end, sha256(n::text::bytea), now() + interval '1 day'
                from generate_series(1, 10000) n""", member.id());
        sql().run("analyze");
    }

    private static Settings tapped(Settings usual) {
        var login = new Settings.Login(
                "127.0.0.1",
                tap.port(),
                database.database(),
                database.user(),
                database.password(),
                // What is encrypted cannot be heard.
                Map.of("sslmode", "disable"));
        var its = usual.database();
        return new Settings(
                usual.server(),
                new Settings.Database(
                        Optional.of(login),
                        its.dataDir(),
                        its.poolSize(),
                        its.poolWait(),
                        its.statementTimeout(),
                        false,
                        false),
                usual.log());
    }

    @AfterAll
    static void end() {
        blog.close();
        tap.close();
        TestDatabase.drop(database);
    }

    /**
     * Two are not among them, since what they sort may have been found by an index first: posts with certain words, and posts
     * that somebody likes.
     *
     * @param limit with which there are some pages
     */
    @ParameterizedTest
    @CsvSource({
        "/api/posts, 100",
        "/api/posts?sort=oldest, 100",
        "/api/posts?sort=likes, 100",
        "/api/posts?since=2001-01-01T00:00:00Z, 100",
        "/api/posts?author={author}, 5",
        "/api/posts?author={author}&sort=oldest, 5",
        "/api/posts?author={author}&sort=likes, 5",
        "/api/posts?author=@{name}, 5",
        "/api/posts/{post}/likes, 5",
        "/api/users, 50",
        "/api/sessions, 5",
    })
    void isReadFromAnIndex(String list, int limit) {
        var author = most("user_id", "posts");
        var path = list.replace("{author}", author)
                .replace(
                        "{name}",
                        sql().column("select username from users where id = " + author)
                                .getFirst())
                .replace("{post}", most("post_id", "likes"));
        var within = far(path, limit);
        for (var client : path.equals("/api/sessions") ? List.of(member) : List.of(anyone, member)) {
            for (var page : List.of(path, within, with(path, 100), with(within, 100))) {
                tap.forget();
                client.get(page).is(200);
                assertThat(tap.heard()).anyMatch(statement -> statement.sql().contains(" order by "));
                tap.heard().forEach(ListOrderTest::isOrderedByAnIndex);
            }
        }
    }

    /** Where the index of words would find nearly all posts, a page is filled by looking at the first of the list. */
    @ParameterizedTest
    @ValueSource(strings = {"newest", "oldest", "likes"})
    void ofAWordThatMostPostsHaveOnlyTheFirstPostsAreRead(String sort) {
        var frequent = sql().column(
                        "select word from ts_stat('select words from post_words') order by ndoc desc, word limit 1")
                .getFirst();
        for (var list : List.of("", "&since=2024-06-01T00:00:00Z")) {
            tap.forget();
            anyone.get("/api/posts?q=" + frequent + "&sort=" + sort + list).is(200);
            assertThat(tap.heard().stream().mapToLong(ListOrderTest::blocks).sum())
                    .as(sort + list)
                    .isBetween(1L, MOST_BLOCKS);
        }
    }

    /** How many blocks PostgreSQL looks into for it. */
    private static long blocks(RecordedStatement statement) {
        var text = statement.sql(place -> literal(statement.values().get(place)));
        return sql().column("explain (analyze, buffers, costs off, timing off, summary off) " + text).stream()
                .filter(line -> line.contains("Buffers: "))
                .limit(1)
                .flatMap(line -> BLOCKS.matcher(line).results())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private static String most(String column, String table) {
        return sql().column("select " + column + " from " + table + " group by 1 order by count(*) desc, 1 limit 1")
                .getFirst();
    }

    /** A page of the usual size some way into the list. */
    private static String far(String path, int limit) {
        var pages = new ArrayList<String>();
        var reply = member.get(with(path, limit)).is(200);
        while (reply.json().has("next") && pages.size() < MOST_PAGES) {
            pages.add(reply.get("next").asString());
            reply = member.get(pages.getLast()).is(200);
        }
        assertThat(pages).as("pages of " + path).hasSizeGreaterThan(5);
        return pages.get(pages.size() * 3 / 4).replaceFirst("limit=\\d+&|&limit=\\d+", "");
    }

    private static void isOrderedByAnIndex(RecordedStatement statement) {
        var text = statement.sql(place -> literal(statement.values().get(place)));
        var plan = String.join(
                "\n", withoutSorting().column("explain (analyze, costs off, timing off, summary off) " + text));
        assertThat(plan).as(text).doesNotContain("Sort", "Seq Scan", "Rows Removed");
    }

    /** PostgreSQL then sorts what no index has in order, and nothing else: not what is so little that sorting is quicker. */
    private static Sql withoutSorting() {
        return new Sql(
                new Settings.Login(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.user(),
                        database.password(),
                        Map.of(
                                "options",
                                "-c enable_sort=off -c enable_incremental_sort=off -c enable_seqscan=off -c enable_bitmapscan=off")));
    }

    private static String literal(@Nullable String value) {
        return value == null ? "null" : "'" + value.replace("'", "''") + "'";
    }

    private static String with(String path, int limit) {
        return path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
    }

    private static Sql sql() {
        return new Sql(database);
    }
}
