package blog.platform.http;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The methods of RFC 9110, section 9, and PATCH; one that no resource has is refused with the methods it has instead. */
final class Methods {
    static final List<HandlerType> ALL = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.OPTIONS,
            HandlerType.TRACE,
            HandlerType.CONNECT);

    private static final Set<String> NAMES =
            ALL.stream().map(HandlerType::name).collect(Collectors.toUnmodifiableSet());

    private Methods() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name);
    }
}
