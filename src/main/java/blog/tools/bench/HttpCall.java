package blog.tools.bench;

import java.util.Optional;

/**
 * One HTTP request to be repeated.
 *
 * @param path where it goes; {@link #POST} in it stands for the number of a post, drawn anew for each request
 * @param token of the member who asks; empty for nobody
 * @param body JSON; empty for none
 */
record HttpCall(String method, String path, String token, String body) {
    static final String POST = "{post}";

    static HttpCall get(String path) {
        return new HttpCall("GET", path, "", "");
    }

    boolean isAboutAnyPost() {
        return path.contains(POST);
    }

    String path(long post) {
        return path.replace(POST, Long.toString(post));
    }

    Optional<String> header() {
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }
}
