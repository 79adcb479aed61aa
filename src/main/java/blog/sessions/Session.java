package blog.sessions;

import blog.platform.database.ReadFrom;
import blog.platform.input.Description;
import blog.schema.tables.SessionsTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session that has not ended. */
@ReadFrom(SessionsTable.class)
public record Session(
        long id,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,

        @Description("Whether it is the session of this request.")
        boolean current) {}
