package blog.likes;

import blog.platform.database.ReadFrom;
import blog.platform.input.Description;
import blog.schema.tables.PostsTable;

/** The number of likes of a post, and whether the viewer's is one of them. */
@ReadFrom(PostsTable.class)
public record LikeState(
        int likes, @Description("Whether you like it.") boolean liked) {}
