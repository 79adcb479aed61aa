package blog.sessions;

import blog.platform.database.ReadFrom;
import blog.platform.input.Confidential;
import blog.platform.input.Description;
import blog.schema.tables.SessionsTable;
import blog.users.Profile;
import java.time.Instant;

/** A session that has just begun, with its token. */
@ReadFrom(SessionsTable.class)
public record NewSession(
        long id,

        @Description("The token, to be sent as `Authorization: Bearer`; shown only this once.")
        String token,

        Instant expiresAt,
        @Description("The user of the session.") Profile user)
        implements Confidential {
    @Override
    public boolean confidential() {
        return true;
    }
}
