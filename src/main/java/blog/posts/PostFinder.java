package blog.posts;

import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.arrayGet;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.unnest;

import blog.platform.database.Batcher;
import blog.platform.database.Database;
import blog.platform.database.PreparedQuery;
import blog.platform.database.PreparedQuery.Values;
import blog.platform.input.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.Param;
import org.jspecify.annotations.Nullable;

/** Finds posts by their ids; those asked for at the same time by one query. */
final class PostFinder {
    private static final Param<Long> POST = param("post", POSTS.ID);
    private static final Param<Long> VIEWER = param("viewer", USERS.ID);
    private static final Param<Long[]> ALL_POSTS =
            param("posts", POSTS.ID.getDataType().array());
    private static final Param<Long[]> VIEWERS =
            param("viewers", USERS.ID.getDataType().array());

    private final PreparedQuery<Post> one;
    private final PreparedQuery<Post> several;
    private final Batcher<Long, @Nullable Post> forAnybody;
    private final Batcher<Asked, @Nullable Post> forMembers;

    /** A post, as this user reads it. */
    record Asked(long post, long viewer) {}

    PostFinder(Database database) {
        var anybody = PostMapper.forAnybody();
        this.forAnybody = database.finder(
                POSTS.ID,
                Post::id,
                anybody,
                condition -> select(anybody.columns()).from(POSTS).where(condition));
        this.one = one(database);
        this.several = several(database);
        this.forMembers = database.batcher("posts_of_members", this::findOne, this::findAll);
    }

    private static PreparedQuery<Post> one(Database database) {
        var mapper = PostMapper.forMember(VIEWER);
        return database.prepare(select(mapper.columns()).from(POSTS).where(POSTS.ID.eq(POST)), mapper);
    }

    private static PreparedQuery<Post> several(Database database) {
        var asked = unnest(ALL_POSTS).withOrdinality().as("asked", "post", "number");
        var number = field(name("asked", "number"), Integer.class);
        var mapper = PostMapper.forMember(arrayGet(VIEWERS, number));
        var query = select(mapper.columns())
                .from(asked)
                .join(POSTS)
                .on(POSTS.ID.eq(field(name("asked", "post"), POSTS.ID.getDataType())))
                .orderBy(number);
        return database.prepare(query, mapper);
    }

    @Nullable
    Post find(long id, Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous() -> forAnybody.ask(id);
            case Viewer.Member member -> forMembers.ask(new Asked(id, member.id()));
        };
    }

    @Nullable
    Post find(long id, long viewer) {
        return forMembers.ask(new Asked(id, viewer));
    }

    private @Nullable Post findOne(Asked asked) {
        var found = one.fetch(new Values().with(POST, asked.post()).with(VIEWER, asked.viewer()));
        return found.isEmpty() ? null : found.getFirst();
    }

    /** In their order; null for those that are not there. */
    List<Supplier<@Nullable Post>> findAll(List<Asked> all) {
        var found = several.fetch(new Values()
                .with(ALL_POSTS, all.stream().map(Asked::post).toArray(Long[]::new))
                .with(VIEWERS, all.stream().map(Asked::viewer).toArray(Long[]::new)));
        var answers = new ArrayList<Supplier<@Nullable Post>>();
        int next = 0;
        for (var asked : all) {
            var there = next < found.size() && found.get(next).id() == asked.post();
            var post = there ? found.get(next++) : null;
            answers.add(() -> post);
        }
        return answers;
    }
}
