package blog.tools.bench;

import blog.tools.populate.DatabasePopulator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The requests of each scenario, a few different ones, and the SQL that each of them causes. */
final class ScenarioCalls {
    private static final String NEW_POST =
            """
            {"title":"On measuring","content":"%s"}""".formatted("What is measured gets better. ".repeat(20).strip());

    private final HttpProbe visitor;
    private final RecordingProxy tap;
    private final SeededPosts posts;

    ScenarioCalls(HttpProbe visitor, RecordingProxy tap, SeededPosts posts) {
        this.visitor = visitor;
        this.tap = tap;
        this.posts = posts;
    }

    Map<Scenario, List<HttpCall>> all(int variety) {
        var tokens = visitor.usernames(variety).stream()
                .map(name -> visitor.logIn(name, DatabasePopulator.PASSWORD))
                .toList();
        var like = "/api/posts/" + HttpCall.POST + "/like";
        var liked = "/api/posts/" + posts.first() + "/like";
        var calls = new EnumMap<Scenario, List<HttpCall>>(Scenario.class);
        calls.put(Scenario.ONE_POST, List.of(HttpCall.get("/api/posts/" + HttpCall.POST)));
        calls.put(Scenario.FIRST_PAGE, List.of(HttpCall.get("/api/posts?limit=20")));
        calls.put(
                Scenario.ANY_PAGE,
                visitor.pages(variety, posts.count()).stream()
                        .map(HttpCall::get)
                        .toList());
        calls.put(Scenario.NEW_POST, each(tokens, "POST", "/api/posts", NEW_POST));
        calls.put(Scenario.LIKES_SPREAD, each(tokens, "PUT", like, ""));
        var both = new ArrayList<>(each(tokens, "PUT", liked, ""));
        both.addAll(each(tokens, "DELETE", liked, ""));
        calls.put(Scenario.LIKES_ON_ONE, both);
        return calls;
    }

    private static List<HttpCall> each(List<String> tokens, String method, String path, String body) {
        return tokens.stream()
                .map(token -> new HttpCall(method, path, token, body))
                .toList();
    }

    /** Sends each call once and writes down what the service says to PostgreSQL meanwhile. */
    List<RecordedScript> listen(List<HttpCall> calls) {
        return calls.stream().map(this::listen).toList();
    }

    private RecordedScript listen(HttpCall call) {
        var post = posts.last();
        visitor.send(call, post);
        tap.forget();
        var answer = visitor.send(call, post);
        return new RecordedScript(
                tap.heard(),
                call.isAboutAnyPost() ? Long.toString(post) : null,
                call.method().equals("POST") ? id(answer) : null);
    }

    private static String id(JsonNode created) {
        return Long.toString(created.get("id").longValue());
    }
}
