package blog.platform.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The position of a row in an ordered list: the value the list is ordered by, and the primary key, without which rows
 * that share the value would be lost between two pages.
 *
 * @param value the ordering value as a number; an instant is in microseconds since 1970, as exact as PostgreSQL keeps it
 */
public record KeysetKey(long value, long id) {
    public static KeysetKey of(Instant instant, long id) {
        return new KeysetKey(ChronoUnit.MICROS.between(Instant.EPOCH, instant), id);
    }

    public Instant instant() {
        return Instant.EPOCH.plus(value, ChronoUnit.MICROS);
    }
}
