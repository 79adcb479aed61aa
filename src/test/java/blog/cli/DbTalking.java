package blog.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A {@link DbTalk} for each test. */
abstract class DbTalking {
    @TempDir
    Path folder;

    DbTalk talk;

    @BeforeEach
    void open() {
        talk = new DbTalk(folder);
    }

    @AfterEach
    void drop() {
        talk.close();
    }
}
