package blog.tools.populate;

import static blog.schema.Tables.USERS;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sample posts of a new blog, inserted once, even if the first start was cut short. */
public final class SampleData {
    private static final Logger LOG = LoggerFactory.getLogger(SampleData.class);

    private final Path pending;

    /** @param folder of the database, where it is noted that samples are still to come */
    public SampleData(Path folder) {
        this.pending = folder.resolve("samples.pending");
    }

    /** Before the first migration: a start that ends between it and the last sample leaves the note behind. */
    public void expect() {
        try {
            Files.writeString(pending, "The next start fills this blog with samples.\n");
        } catch (IOException fault) {
            throw new CannotRunException("Cannot write " + pending + ": " + fault.getMessage(), fault);
        }
    }

    /** Fills the database if samples are still to come and nobody has an account yet. */
    public void fill(Settings.Login login) {
        if (!Files.exists(pending)) return;
        try (var sql = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            if (!sql.fetchExists(USERS)) {
                var name = new DatabasePopulator(PopulationSizes.SAMPLES, DatabasePopulator.USUAL_SEED)
                        .fill(sql, PopulateProgress.NONE);
                LOG.info(
                        "filled with sample posts; log in as {} with the password: {}",
                        name,
                        DatabasePopulator.PASSWORD);
            }
            Files.delete(pending);
        } catch (IOException fault) {
            throw new CannotRunException("Cannot remove " + pending + ": " + fault.getMessage(), fault);
        }
    }
}
