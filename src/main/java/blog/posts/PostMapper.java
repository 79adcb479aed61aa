package blog.posts;

import static blog.schema.Tables.POSTS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;

import blog.platform.database.RowMapper;
import blog.users.Author;
import java.time.Instant;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The one read shape of a post. Its columns are flat: a nested row would be read back from text. */
final class PostMapper extends RowMapper<Post> {
    private final Column<Long> id = column(POSTS.ID);
    private final Column<String> title = column(POSTS.TITLE);
    private final Column<String> content = column(POSTS.CONTENT);
    private final Column<Instant> datePosted = column(POSTS.DATE_POSTED);
    private final Column<Integer> likes = column(POSTS.LIKES);
    private final Column<Boolean> liked;
    private final Column<Integer> version = column(POSTS.VERSION);
    private final Column<Long> authorId = column(POSTS.author().ID);
    private final Column<String> username = column(POSTS.author().USERNAME);
    private final Column<@Nullable String> imageFile = nullable(POSTS.author().IMAGE_FILE);

    private PostMapper(Field<Boolean> liked) {
        this.liked = column(liked);
    }

    static PostMapper forAnybody() {
        return new PostMapper(inline(false));
    }

    static PostMapper forMember(Field<Long> viewer) {
        return new PostMapper(field(exists(
                selectOne().from(POSTS.likes()).where(POSTS.likes().USER_ID.eq(viewer)))));
    }

    @Override
    protected Post map(Row row) {
        return new Post(
                id.of(row),
                Slug.of(title.of(row)),
                title.of(row),
                content.of(row),
                datePosted.of(row),
                likes.of(row),
                liked.of(row),
                version.of(row),
                new Author(authorId.of(row), username.of(row), imageFile.of(row)));
    }
}
