package blog.layout.broken.users;

import blog.layout.broken.posts.Posts;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import java.time.Clock;

/** Breaks rules on purpose. */
final class Users {
    Posts[] posts = new Posts[0];
    Clock clock = Clock.systemUTC();
    Javalin another = Javalin.create();

    void leave() throws InterruptedException {
        if (System.getenv("STAY") == null) System.exit(1);
        try (var pool = new HikariDataSource()) {
            Thread.sleep(pool.getConnectionTimeout());
        }
    }
}
