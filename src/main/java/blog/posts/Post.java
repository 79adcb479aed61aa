package blog.posts;

import blog.database.Reads;
import blog.http.Versioned;
import blog.schema.tables.PostsTable;
import blog.users.Author;
import java.time.Instant;

/**
 * A post as a viewer reads it.
 *
 * @param slug the title as it stands in an address; it may change with the title, the id does not
 * @param liked whether the viewer likes it; false when nobody is logged in
 */
@Reads(PostsTable.class)
public record Post(
        long id,
        String slug,
        String title,
        String content,
        Instant datePosted,
        int likes,
        boolean liked,
        int version,
        Author author)
        implements Versioned {}
