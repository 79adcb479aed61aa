package blog.posts;

import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.POSTS_WITH_WORDS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import blog.platform.page.KeysetKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record1;
import org.jooq.SelectLimitStep;
import org.jspecify.annotations.Nullable;

/** Translates the filters, the order and the start of a page of posts into parts of a query. */
final class PostFilterConditions {
    private PostFilterConditions() {}

    /** The posts of the list after this one; of those with certain words, the index of words finds all. */
    static Condition of(PostFilter filter, @Nullable KeysetKey after) {
        return inOrder(filter, after).and(besideOrder(filter)).and(withWords(filter.words()));
    }

    /** The same, where the words of one post after the other are looked at. */
    static Condition walking(PostFilter filter, @Nullable KeysetKey after) {
        return inOrder(filter, after).and(ofEachPost(filter));
    }

    /** What an index in the order of the list answers without passing over any post. */
    static Condition inOrder(PostFilter filter, @Nullable KeysetKey after) {
        return byAuthor(filter.author())
                .and(filter.sort() == PostFilter.Sort.LIKES ? noCondition() : since(filter.since()))
                .and(after(filter.sort(), after));
    }

    /** What has to be asked of each post of {@link #inOrder}. */
    static Condition ofEachPost(PostFilter filter) {
        return besideOrder(filter).and(hasWords(filter.words()));
    }

    private static Condition besideOrder(PostFilter filter) {
        return likedBy(filter.likedBy())
                .and(filter.sort() == PostFilter.Sort.LIKES ? since(filter.since()) : noCondition());
    }

    private static Condition byAuthor(@Nullable Long author) {
        return author == null ? noCondition() : POSTS.USER_ID.eq(author);
    }

    private static Condition likedBy(@Nullable Long user) {
        return user == null
                ? noCondition()
                : exists(selectOne()
                        .from(POSTS.likes())
                        .where(POSTS.likes().USER_ID.eq(user)));
    }

    private static Condition since(@Nullable Instant since) {
        return since == null ? noCondition() : POSTS.DATE_POSTED.ge(since);
    }

    private static Condition withWords(@Nullable String words) {
        return words == null ? noCondition() : POSTS.ID.eq(any(array(foundByIndex(words))));
    }

    /**
     * The ids of all posts with the words. PostgreSQL must not know the words when it plans: a word that it takes for frequent,
     * which is any that it has no statistics about, it would look for in one post after the other.
     */
    static SelectLimitStep<Record1<Long>> foundByIndex(String words) {
        var search = select(val(words).as("words")).offset(inline(0)).asTable("search");
        return select(POSTS_WITH_WORDS.POST_ID)
                .from(search)
                .crossJoin(lateral(POSTS_WITH_WORDS.call(search.field("words", String.class))));
    }

    /**
     * A value of each post rather than a condition, for which PostgreSQL would look for another way: the index. The words
     * are a constant, since it would otherwise parse them anew for each post.
     */
    private static Condition hasWords(@Nullable String words) {
        if (words == null) return noCondition();
        return field(select(POSTS_WITH_WORDS.POST_ID)
                        .from(POSTS_WITH_WORDS.call(inline(words)))
                        .where(POSTS_WITH_WORDS.POST_ID.eq(POSTS.ID)))
                .isNotNull();
    }

    static Condition after(PostFilter.Sort sort, @Nullable KeysetKey key) {
        return key == null
                ? noCondition()
                : after(sort, val(key.instant(), POSTS.DATE_POSTED), val(likes(key)), val(key.id()));
    }

    static Condition after(PostFilter.Sort sort, Field<Instant> instant, Field<Integer> likes, Field<Long> id) {
        return switch (sort) {
            case NEWEST -> row(POSTS.DATE_POSTED, POSTS.ID).lt(instant, id);
            case OLDEST -> row(POSTS.DATE_POSTED, POSTS.ID).gt(instant, id);
            case LIKES -> row(POSTS.LIKES, POSTS.ID).lt(likes, id);
        };
    }

    static int likes(KeysetKey key) {
        return Math.clamp(key.value(), 0, Integer.MAX_VALUE);
    }

    static List<OrderField<?>> order(PostFilter.Sort sort) {
        return switch (sort) {
            case NEWEST -> List.of(POSTS.DATE_POSTED.desc(), POSTS.ID.desc());
            case OLDEST -> List.of(POSTS.DATE_POSTED.asc(), POSTS.ID.asc());
            case LIKES -> List.of(POSTS.LIKES.desc(), POSTS.ID.desc());
        };
    }

    static Function<Post, KeysetKey> key(PostFilter.Sort sort) {
        return post -> sort == PostFilter.Sort.LIKES
                ? new KeysetKey(post.likes(), post.id())
                : KeysetKey.of(post.datePosted(), post.id());
    }
}
