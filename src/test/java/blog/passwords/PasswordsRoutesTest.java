package blog.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.input.Requester;
import blog.support.Client;
import blog.support.TestBlog;
import blog.users.PasswordHasher;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conversation")
class PasswordsRoutesTest {
    private static final String NEW = "battery staple";

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void aChangeEndsAllSessionsAtOnce() {
        var ann = anyone.member();
        var phone = anyone.logIn(ann.username(), Client.PASSWORD, ann.id());
        var change = Map.of("current_password", Client.PASSWORD, "new_password", NEW);
        anyone.put("/api/me/password", change).is(401);
        ann.put("/api/me/password", change).is(204);
        ann.put("/api/me/password", change).is(401);
        phone.get("/api/me").is(401);
        logIn(ann, Client.PASSWORD, 401);
        logIn(ann, NEW, 201);
    }

    @Test
    void theCurrentPasswordIsAskedFor() {
        var ann = anyone.member();
        ann.put("/api/me/password", Map.of("new_password", NEW)).is(422).faults("current_password", "is required");
        ann.put("/api/me/password", Map.of("current_password", "wrong", "new_password", "short"))
                .is(422)
                .faults("new_password", "must be at least 8 characters");
        ann.put("/api/me/password", Map.of("current_password", "wrong", "new_password", NEW))
                .is(422)
                .faults("current_password", "is not your password");
        ann.get("/api/me").is(200);
        logIn(ann, Client.PASSWORD, 201);
    }

    @Test
    void passwordsAreOf8To128CharactersAndAny() {
        var ann = anyone.member();
        var current = Client.PASSWORD;
        for (var good : List.of("12345678", "x".repeat(128), "😀".repeat(128), "        ", "é\tñ\n漢字漢字")) {
            ann.put("/api/me/password", Map.of("current_password", current, "new_password", good))
                    .is(204);
            ann = anyone.logIn(ann.username(), good, ann.id());
            current = good;
        }
        var bob = anyone.member();
        for (var bad : new String[] {"1234567", "x".repeat(129), "😀".repeat(7), ""}) {
            bob.put("/api/me/password", Map.of("current_password", Client.PASSWORD, "new_password", bad))
                    .is(422)
                    .faults("new_password", "must be at");
        }
    }

    @Test
    void aWeakerHashIsMadeAnewAtLogIn() {
        var ann = anyone.member();
        var weak = Argon2Function.getInstance(64, 1, 1, 32, Argon2.ID)
                .hash(Client.PASSWORD)
                .getResult();
        blog.sql().run("update users set password_hash = ? where id = ?", weak, ann.id());
        logIn(ann, "wrong password", 401);
        assertThat(hash(ann)).isEqualTo(weak);
        logIn(ann, Client.PASSWORD, 201);
        assertThat(hash(ann)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        logIn(ann, Client.PASSWORD, 201);
        logIn(ann, "wrong password", 401);
    }

    private static String hash(Client member) {
        return blog.sql()
                .column("select password_hash from users where id = ?", member.id())
                .getFirst();
    }

    /** A log-in that compared the old password must not outlive the change that ended all sessions. */
    @Test
    void aLogInDuringAChangeGetsNoSession() throws Exception {
        var ann = anyone.member();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var changing = blog.sql().connect()) {
            changing.setAutoCommit(false);
            execute(changing, "update users set password_hash = '%s' where id = %d".formatted(newHash(), ann.id()));
            execute(changing, "delete from sessions where user_id = " + ann.id());
            var logIn = threads.submit(
                    () -> anyone.post("/api/sessions", Map.of("username", ann.username(), "password", Client.PASSWORD))
                            .status());
            blog.sql().awaitLockWait();
            changing.commit();
            assertThat(logIn.get()).isEqualTo(401);
        }
        logIn(ann, NEW, 201);
    }

    private static String newHash() {
        return new PasswordHasher().hash(new Requester("test", () -> {}, () -> {}), "", NEW);
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static void logIn(Client member, String password, int status) {
        anyone.post("/api/sessions", Map.of("username", member.username(), "password", password))
                .is(status);
    }
}
