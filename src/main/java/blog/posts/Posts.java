package blog.posts;

import static blog.schema.Keys.POSTS__POSTS_USER_ID_FKEY;
import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.octetLength;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.val;

import blog.platform.database.Batcher;
import blog.platform.database.ConstraintViolations;
import blog.platform.database.Database;
import blog.platform.database.PreparedQuery;
import blog.platform.database.PreparedQuery.Values;
import blog.platform.input.Viewer;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.users.Users;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Param;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Queries of posts. */
public final class Posts {
    /** About how much text a page may hold: one that gets too heavy ends early, and says where the next begins. */
    private static final int PAGE_BYTES = 1 << 20;

    private static final int MOST_BYTES_OF_A_CHAR = 3;

    /** An update has to set something, also when it is only asked whether it may. */
    private static final Map<Field<?>, ?> NO_CHANGE = Map.of(POSTS.VERSION, POSTS.VERSION);

    private static final Param<Long> VIEWER = param("viewer", USERS.ID);
    private static final Param<Instant> AFTER_INSTANT = param("after_instant", POSTS.DATE_POSTED);
    private static final Param<Integer> AFTER_LIKES = param("after_likes", POSTS.LIKES);
    private static final Param<Long> AFTER_ID = param("after_id", POSTS.ID);

    private final Database database;
    private final PostFinder finder;
    private final Batcher<NewPost, Post> creation;
    private final WordSearch search;
    private final Map<PageKind, PreparedQuery<Post>> pages = new ConcurrentHashMap<>();

    public Posts(Database database) {
        this.database = database;
        this.search = new WordSearch(database.sql());
        this.finder = new PostFinder(database);
        this.creation = database.batcher("new_posts", this::createAlone, this::createTogether);
    }

    private record NewPost(long author, PostInput input) {
        private Map<Field<?>, @Nullable Object> values() {
            var values =
                    new LinkedHashMap<Field<?>, @Nullable Object>(input.checks().values());
            values.put(POSTS.USER_ID, author);
            return values;
        }
    }

    public Post create(long author, PostInput post) {
        return creation.ask(new NewPost(author, post));
    }

    private Post createAlone(NewPost post) {
        try {
            return created(finder.find(insert(List.of(post)).getFirst(), post.author()));
        } catch (DataAccessException fault) {
            throw ConstraintViolations.violated(POSTS__POSTS_USER_ID_FKEY, fault) ? Users.accountDeleted() : fault;
        }
    }

    private List<Supplier<Post>> createTogether(List<NewPost> posts) {
        return database.transaction(() -> {
            var free = freeAuthors(posts);
            var now =
                    posts.stream().filter(post -> free.contains(post.author())).toList();
            var written = now.isEmpty()
                    ? List.<Supplier<@Nullable Post>>of().iterator()
                    : write(now).iterator();
            return posts.stream()
                    .<Supplier<Post>>map(post -> {
                        if (!free.contains(post.author())) return () -> createAlone(post);
                        var created = written.next();
                        return () -> created(created.get());
                    })
                    .toList();
        });
    }

    /** Those whose account nobody is deleting: who waits for that keeps no others waiting. */
    private Set<Long> freeAuthors(List<NewPost> posts) {
        return database.sql()
                .select(USERS.ID)
                .from(USERS)
                .where(USERS.ID.eq(any(posts.stream().map(NewPost::author).toArray(Long[]::new))))
                .forKeyShare()
                .skipLocked()
                .fetchSet(USERS.ID);
    }

    private List<Supplier<@Nullable Post>> write(List<NewPost> posts) {
        var ids = insert(posts).iterator();
        return finder.findAll(posts.stream()
                .map(post -> new PostFinder.Asked(ids.next(), post.author()))
                .toList());
    }

    /** In their order, in which PostgreSQL inserts the rows, too. */
    private List<Long> insert(List<NewPost> posts) {
        var columns = posts.getFirst().values().keySet();
        var insert = database.sql().insertInto(POSTS, columns);
        for (var post : posts) insert = insert.values(post.values().values());
        return insert.returningResult(POSTS.ID).fetch(Record1::value1);
    }

    /** @throws Problem when another request has deleted it with the account */
    private static Post created(@Nullable Post post) {
        if (post == null) throw Users.accountDeleted();
        return post;
    }

    /** @throws Problem not found */
    public Post find(long id, Viewer viewer) {
        return orNotFound(id, finder.find(id, viewer));
    }

    private static Post orNotFound(long id, @Nullable Post post) {
        if (post == null) throw notFound(id);
        return post;
    }

    public Slice<Post> list(PostFilter filter, PageRequest page, Viewer viewer) {
        if (filter.isEverything() && page.limit() == PageRequest.DEFAULT) {
            return slice(page, unfiltered(filter.sort(), page.after(), viewer), filter.sort());
        }
        return filter.isExpensive()
                ? database.expensive(() -> filtered(filter, page, viewer))
                : filtered(filter, page, viewer);
    }

    private Slice<Post> filtered(PostFilter filter, PageRequest page, Viewer viewer) {
        var words = filter.words();
        var condition =
                words == null ? PostFilterConditions.of(filter, page.after()) : search.condition(filter, words, page);
        var order = PostFilterConditions.order(filter.sort());
        var affordable = page.limit() <= PageRequest.DEFAULT ? page : affordable(page, condition, order);
        var mapper =
                switch (viewer) {
                    case Viewer.Anonymous() -> PostMapper.forAnybody();
                    case Viewer.Member member -> PostMapper.forMember(val(member.id()));
                };
        var rows = query(mapper, condition, order, affordable.limitAndOne()).fetch(mapper);
        return slice(affordable, rows, filter.sort());
    }

    private static Slice<Post> slice(PageRequest page, List<Post> rows, PostFilter.Sort sort) {
        return Slice.of(
                new PageRequest(fitting(rows, page.limit()), page.after()),
                rows,
                post -> post,
                PostFilterConditions.key(sort));
    }

    /** How many of these fit into a page: at least one, however long it is. */
    private static int fitting(List<Post> rows, int limit) {
        var characters =
                rows.stream().mapToLong(post -> post.content().length()).sum();
        if (characters * MOST_BYTES_OF_A_CHAR <= PAGE_BYTES) return limit;
        var sizes = rows.stream()
                .map(post -> post.content().getBytes(StandardCharsets.UTF_8).length)
                .toList();
        return affordable(sizes, limit);
    }

    /** The pages that are read most: all posts, in pages of the usual size. */
    private List<Post> unfiltered(PostFilter.Sort sort, @Nullable KeysetKey after, Viewer viewer) {
        var kind = new PageKind(sort, after != null, viewer instanceof Viewer.Member);
        var values = new Values();
        if (viewer instanceof Viewer.Member member) values.with(VIEWER, member.id());
        if (after != null) {
            values.with(AFTER_INSTANT, after.instant())
                    .with(AFTER_LIKES, PostFilterConditions.likes(after))
                    .with(AFTER_ID, after.id());
        }
        return pages.computeIfAbsent(kind, this::prepare).fetch(values);
    }

    private record PageKind(PostFilter.Sort sort, boolean continued, boolean forMember) {}

    private PreparedQuery<Post> prepare(PageKind kind) {
        var condition = kind.continued()
                ? PostFilterConditions.after(kind.sort(), AFTER_INSTANT, AFTER_LIKES, AFTER_ID)
                : noCondition();
        var mapper = kind.forMember() ? PostMapper.forMember(VIEWER) : PostMapper.forAnybody();
        var order = PostFilterConditions.order(kind.sort());
        return database.prepare(query(mapper, condition, order, PageRequest.DEFAULT + 1), mapper);
    }

    /** Asks for the sizes first: a hundred of the longest posts would be many megabytes. */
    private PageRequest affordable(PageRequest page, Condition condition, List<OrderField<?>> order) {
        var sizes = database.sql()
                .select(octetLength(POSTS.CONTENT))
                .from(POSTS)
                .where(condition)
                .orderBy(order)
                .limit(inline(page.limit()))
                .fetch(Record1::value1);
        return new PageRequest(affordable(sizes, page.limit()), page.after());
    }

    private static int affordable(List<Integer> sizes, int limit) {
        int posts = 0;
        for (int bytes = 0; posts < sizes.size(); posts++) {
            bytes += sizes.get(posts);
            if (posts > 0 && bytes > PAGE_BYTES) return posts;
        }
        return limit;
    }

    /**
     * @param versions the versions of the post that may be changed; null for any
     * @throws Problem not found, forbidden or stale, and nothing is changed
     */
    public Post edit(long id, long author, PostInput edit, @Nullable List<Integer> versions) {
        var changes = edit.checks().values();
        var changed = database.sql()
                .update(POSTS)
                .set(changes.isEmpty() ? NO_CHANGE : changes)
                .where(own(id, author, versions))
                .execute();
        if (changed == 0) throw refusal(id, author);
        return orNotFound(id, finder.find(id, author));
    }

    /** As {@link #edit}, for good. */
    public void delete(long id, long author, @Nullable List<Integer> versions) {
        var deleted = database.transaction(() -> database.sql()
                .deleteFrom(POSTS)
                .where(own(id, author, versions))
                .execute());
        if (deleted == 0) throw refusal(id, author);
    }

    /** @throws Problem not found or forbidden, when the post is not the author's to change */
    public void requireAuthor(long id, long author) {
        var owner = database.sql()
                .select(POSTS.USER_ID)
                .from(POSTS)
                .where(POSTS.ID.eq(id))
                .fetchOne(POSTS.USER_ID);
        if (owner == null) throw notFound(id);
        if (owner != author) throw Problem.forbidden("Only its author may change post " + id + ".");
    }

    private Problem refusal(long id, long author) {
        requireAuthor(id, author);
        return Problem.stale();
    }

    private static Condition own(long id, long author, @Nullable List<Integer> versions) {
        return POSTS.ID
                .eq(id)
                .and(POSTS.USER_ID.eq(author))
                .and(versions == null ? noCondition() : POSTS.VERSION.eq(any(versions.toArray(Integer[]::new))));
    }

    private Select<?> query(PostMapper mapper, Condition condition, List<OrderField<?>> order, int limit) {
        return database.sql()
                .select(mapper.columns())
                .from(POSTS)
                .where(condition)
                .orderBy(order)
                // A limit sent as a bind value would have the statement planned anew on every execution.
                .limit(inline(limit));
    }

    private static Problem notFound(long id) {
        return Problem.notFound("post " + id);
    }
}
