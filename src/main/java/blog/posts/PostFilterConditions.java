package blog.posts;

import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.POSTS_WITH_WORDS;
import static org.jooq.impl.DSL.exists;
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
import org.jspecify.annotations.Nullable;

/** Translates the filters, the order and the start of a page of posts into parts of a query. */
final class PostFilterConditions {
    private PostFilterConditions() {}

    static Condition of(PostFilter filter) {
        return byAuthor(filter.author())
                .and(likedBy(filter.likedBy()))
                .and(withWords(filter.words()))
                .and(filter.since() == null ? noCondition() : POSTS.DATE_POSTED.ge(filter.since()));
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

    private static Condition withWords(@Nullable String words) {
        if (words == null) return noCondition();
        return POSTS.ID.in(select(POSTS_WITH_WORDS.POST_ID).from(POSTS_WITH_WORDS.call(words)));
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
