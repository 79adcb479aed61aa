package blog.sessions;

import blog.platform.database.Reads;
import blog.platform.http.Says;
import blog.schema.tables.SessionsTable;
import blog.users.Profile;
import java.time.Instant;

/** A log-in that has just begun. */
@Reads(SessionsTable.class)
public record NewSession(
        long id,

        @Says("To be sent as `Authorization: Bearer`; shown this once.")
        String token,

        Instant expiresAt,
        @Says("Whose session it is.") Profile user) {}
