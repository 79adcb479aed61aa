package blog.tools.bench;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service, one request at a time, and reads its responses. */
final class HttpProbe implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_FAILURE = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI service;

    HttpProbe(URI service) {
        this.service = service;
    }

    /** @throws CannotRunException when the answer is no success */
    JsonNode send(HttpCall call, long post) {
        var request = HttpRequest.newBuilder(service.resolve(call.path(post)));
        call.header().ifPresent(token -> request.header("Authorization", token));
        if (call.body().isEmpty()) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(call.method(), BodyPublishers.ofString(call.body()));
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() < FIRST_FAILURE) return JSON.readTree(answer.body());
            throw new CannotRunException(call.method() + " " + call.path(post) + " was answered with " + answer.body());
        } catch (IOException fault) {
            throw new CannotRunException("The service does not answer " + call.path(post) + ".", fault);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted.");
        }
    }

    /** The token of a new session. */
    String logIn(String username, String password) {
        var body = JSON.createObjectNode().put("username", username).put("password", password);
        return send(new HttpCall("POST", "/api/sessions", "", body.toString()), 0)
                .get("token")
                .stringValue();
    }

    List<String> usernames(int count) {
        var names = new ArrayList<String>();
        for (var user : send(HttpCall.get("/api/users?limit=" + count), 0).get("items")) {
            names.add(user.get("username").stringValue());
        }
        return names;
    }

    /** Addresses of pages of posts, the first one and others at even distances down to the end of the list. */
    List<String> pages(int count, long posts) {
        int step = 100;
        var addresses = new ArrayList<String>();
        var next = "/api/posts?limit=" + step;
        for (long page = 0; page < posts / step && next != null; page++) {
            if (page % Math.max(1, posts / step / count) == 0) addresses.add(next);
            var following = send(HttpCall.get(next), 0).get("next");
            next = following == null ? null : following.stringValue();
        }
        return addresses.stream()
                .map(address -> address.replace("limit=" + step, "limit=20"))
                .limit(count)
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
