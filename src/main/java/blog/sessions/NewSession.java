package blog.sessions;

import blog.database.Reads;
import blog.schema.tables.SessionsTable;
import blog.users.Profile;
import java.time.Instant;

/**
 * A log-in that has just begun.
 *
 * @param token shown this once; to be sent as {@code Authorization: Bearer}
 */
@Reads(SessionsTable.class)
public record NewSession(long id, String token, Instant expiresAt, Profile user) {}
