package blog.posts;

import blog.platform.database.ReadFrom;
import blog.platform.input.Description;
import blog.platform.input.Versioned;
import blog.schema.tables.PostsTable;
import blog.users.Author;
import java.time.Instant;

/** A post as a viewer reads it. */
@ReadFrom(PostsTable.class)
public record Post(
        long id,

        @Description("The title as used in URLs; it may change with the title, the id does not.")
        String slug,

        String title,
        String content,
        Instant datePosted,
        int likes,

        @Description("Whether you like it; false when not logged in.")
        boolean liked,

        int version,
        @Description("The author.") Author author)
        implements Versioned {}
