package blog.platform.problem;

import java.util.Locale;

/** The reasons why the service refuses what it could do: a closed list, since each is counted by itself. */
public enum Refusal {
    /** As many requests are worked on as there are places, and too many wait already. */
    PLACES,
    /** Too many passwords are being checked. */
    HASHING,
    /** No connection to the database is free, or to be had. */
    CONNECTIONS,
    /** The database is unavailable, or has cancelled a statement. */
    DATABASE_OUTAGE,
    SEARCHES,
    /** Deadlocks and serialization failures, again and again. */
    CONFLICTS,
    /** Large bodies hold all the memory there is for them, or this member sends one already. */
    LARGE_BODIES,
    /** Large answers that are not read yet hold all the memory there is for them. */
    LARGE_ANSWERS,
    BODY_TOO_LARGE,
    SLOW_BODY,
    /** An answer that was not read in time: its connection was closed. */
    SLOW_READER,
    TOO_MANY_REQUESTS,
    NOT_READY,
    /** No HTTP that could be understood. */
    MALFORMED,
    OTHER;

    /** Its name in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
