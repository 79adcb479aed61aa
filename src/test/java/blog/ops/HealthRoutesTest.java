package blog.ops;

import blog.support.TestBlog;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    @Test
    void aServiceOnItsOwnSchemaIsReady() {
        try (var blog = TestBlog.start()) {
            var anyone = blog.client();
            anyone.get("/health/live").is(200).has("status", "live");
            anyone.get("/health/ready").is(200).has("status", "ready");
            anyone.with("Authorization", "Bearer old").get("/health/live").is(401);
            anyone.get("/health/live?x=1").is(422);
            anyone.post("/health/ready", "{}").is(405);
        }
    }
}
