package blog.migrations;

import blog.schema.tables.records.FlywaySchemaHistoryRecord;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of a database's history of migrations.
 *
 * @param version null for what has none, which Blog does not write
 * @param type SQL for a migration, BASELINE for where a database made by other means begins
 * @param checksum null where there is no file
 * @param by the role that applied it
 * @param at in the time zone of the one who applied it
 * @param success false for one that stopped halfway
 */
public record Applied(
        int rank,
        @Nullable String version,
        String description,
        String type,
        String file,
        @Nullable Integer checksum,
        String by,
        LocalDateTime at,
        Duration time,
        boolean success) {
    static Applied of(FlywaySchemaHistoryRecord row) {
        return new Applied(
                row.getInstalledRank(),
                row.getVersion(),
                row.getDescription(),
                row.getType(),
                row.getScript(),
                row.getChecksum(),
                row.getInstalledBy(),
                row.getInstalledOn(),
                Duration.ofMillis(row.getExecutionTime()),
                row.getSuccess());
    }
}
