package blog.users;

import blog.platform.database.ReadFrom;
import blog.platform.input.Confidential;
import blog.platform.input.Versioned;
import blog.schema.tables.UsersTable;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as others see them; their owner sees the e-mail address as well.
 *
 * @param email null, and left out, for everyone but the owner
 */
@ReadFrom(UsersTable.class)
public record Profile(
        long id,
        String username,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String email,
        @Nullable String bio,
        @Nullable String imageFile,
        Instant createdAt,
        int version)
        implements Versioned, Confidential {
    @Override
    public boolean confidential() {
        return email != null;
    }
}
