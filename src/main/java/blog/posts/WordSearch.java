package blog.posts;

import static blog.schema.Tables.POSTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import blog.platform.page.PageRequest;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectSeekStepN;

/**
 * Chooses how PostgreSQL finds a page of posts with certain words: by the index of words, which finds all of them before
 * they are sorted, or by walking the list in its order and looking at the words of each post. Both find the same; so the
 * choice, made by a few quick looks at what is stored, decides about time alone.
 */
final class WordSearch {
    /** Where at least one post in so many has the words, looking at the first posts of the list fills a page at once. */
    private static final int FREQUENT = 12;

    /** So many posts are found by their words, read and sorted in some milliseconds. */
    private static final int RARE = 2_000;

    /** Looking at the words of so many posts takes as long as finding and reading {@link #RARE} ones. */
    private static final int MANY = 10_000;

    private final DSLContext sql;

    WordSearch(DSLContext sql) {
        this.sql = sql;
    }

    /** @param words those of the filter */
    Condition condition(PostFilter filter, String words, PageRequest page) {
        return isWalked(filter, words, page)
                ? PostFilterConditions.walking(filter, page.after())
                : PostFilterConditions.of(filter, page.after());
    }

    private boolean isWalked(PostFilter filter, String words, PageRequest page) {
        return endsWithin(FREQUENT * page.limitAndOne(), filter, page)
                || (!isRare(words) && endsWithin(MANY, filter, page));
    }

    /** Returns whether so many posts of the list fill the page, or are all there are. */
    private boolean endsWithin(int posts, PostFilter filter, PageRequest page) {
        var found = selectOne()
                .from(walk(filter, page).limit(inline(posts)).asTable(POSTS))
                .where(PostFilterConditions.ofEachPost(filter))
                .limit(inline(page.limitAndOne()));
        return sql.fetchCount(found) == page.limitAndOne()
                || !sql.fetchExists(walk(filter, page).limit(inline(1)).offset(inline(posts)));
    }

    private static SelectSeekStepN<?> walk(PostFilter filter, PageRequest page) {
        return select(POSTS.ID, POSTS.DATE_POSTED)
                .from(POSTS)
                .where(PostFilterConditions.inOrder(filter, page.after()))
                .orderBy(PostFilterConditions.order(filter.sort()));
    }

    private boolean isRare(String words) {
        return sql.fetchCount(PostFilterConditions.foundByIndex(words).limit(inline(RARE + 1))) <= RARE;
    }
}
