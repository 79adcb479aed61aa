package blog.sessions;

import blog.platform.database.ReadFrom;
import blog.platform.http.Description;
import blog.schema.tables.SessionsTable;
import blog.users.Profile;
import java.time.Instant;

/** A session that has just begun, with its token. */
@ReadFrom(SessionsTable.class)
public record NewSession(
        long id,

        @Description("To be sent as `Authorization: Bearer`; shown this once.")
        String token,

        Instant expiresAt,
        @Description("Whose session it is.") Profile user) {}
