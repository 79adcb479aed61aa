package blog.platform.openapi;

import blog.platform.http.Route;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;

/** The operationId of a route, which client generators use as a method name: {@code getPosts}, {@code putPostLike}. */
final class OperationName {
    private OperationName() {}

    static String of(Route route) {
        var name = route.operationId();
        return name != null ? name : verb(route) + things(route);
    }

    private static String verb(Route route) {
        if (route.method().equals(HandlerType.POST)) return "create";
        return route.method().name().toLowerCase(Locale.ROOT);
    }

    private static String things(Route route) {
        var words = new ArrayList<String>();
        Arrays.stream(route.path().split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("api"))
                .forEach(part -> {
                    // The thing at a place in a list is one of the list.
                    if (part.startsWith("{")) words.add(singular(words.removeLast()));
                    else words.add(part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
                });
        if (route.method().equals(HandlerType.POST)) words.add(singular(words.removeLast()));
        return String.join("", words);
    }

    static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
