package blog.cli.db;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A {@link DbSession} for each test. */
abstract class DbCommandTestBase {
    @TempDir
    Path folder;

    DbSession talk;

    @BeforeEach
    void open() {
        talk = new DbSession(folder);
    }

    @AfterEach
    void drop() {
        talk.close();
    }
}
