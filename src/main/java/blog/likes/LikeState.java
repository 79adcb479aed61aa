package blog.likes;

import blog.platform.database.Reads;
import blog.platform.http.Says;
import blog.schema.tables.PostsTable;

/** How many like a post, and whether the viewer is one of them. */
@Reads(PostsTable.class)
public record LikeState(
        int likes, @Says("Whether you like it.") boolean liked) {}
