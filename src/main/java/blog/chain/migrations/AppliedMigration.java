package blog.chain.migrations;

import blog.schema.tables.records.FlywaySchemaHistoryRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A row of a database's migration history.
 *
 * @param version null for what has none, which Blog does not write
 * @param type SQL for a migration, BASELINE for where a database made by other means begins
 * @param checksum null where there is no file
 * @param by the role that applied it
 * @param at the history keeps a local time without its zone, which is taken for this machine's
 * @param success false for one that stopped halfway
 */
public record AppliedMigration(
        int rank,
        @Nullable String version,
        String description,
        String type,
        String file,
        @Nullable Integer checksum,
        String by,
        Instant at,
        Duration time,
        boolean success) {
    static AppliedMigration of(FlywaySchemaHistoryRecord row) {
        return new AppliedMigration(
                row.getInstalledRank(),
                row.getVersion(),
                row.getDescription(),
                row.getType(),
                row.getScript(),
                row.getChecksum(),
                row.getInstalledBy(),
                row.getInstalledOn().atZone(ZoneId.systemDefault()).toInstant(),
                Duration.ofMillis(row.getExecutionTime()),
                row.getSuccess());
    }
}
