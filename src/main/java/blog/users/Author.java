package blog.users;

import blog.platform.database.ReadFrom;
import blog.schema.tables.UsersTable;
import org.jspecify.annotations.Nullable;

/** A user as shown beside their posts. */
@ReadFrom(UsersTable.class)
public record Author(long id, String username, @Nullable String imageFile) {}
