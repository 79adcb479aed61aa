package blog.sessions;

import blog.platform.database.Reads;
import blog.platform.http.Says;
import blog.schema.tables.SessionsTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A log-in that has not ended. */
@Reads(SessionsTable.class)
public record Session(
        long id,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,

        @Says("Whether it is the one this request came with.")
        boolean current) {}
