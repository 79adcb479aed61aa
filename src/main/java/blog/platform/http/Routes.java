package blog.platform.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The route table: the contents page of the service, and the source of its API document. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    public Route get(String path, Handler handler, Access access) {
        return add(HandlerType.GET, path, handler, access);
    }

    public Route post(String path, Handler handler, Access access) {
        return add(HandlerType.POST, path, handler, access);
    }

    public Route put(String path, Handler handler, Access access) {
        return add(HandlerType.PUT, path, handler, access);
    }

    public Route patch(String path, Handler handler, Access access) {
        return add(HandlerType.PATCH, path, handler, access);
    }

    public Route delete(String path, Handler handler, Access access) {
        return add(HandlerType.DELETE, path, handler, access);
    }

    private Route add(HandlerType method, String path, Handler handler, Access access) {
        var route = new Route(method, path, handler, access);
        routes.add(route);
        return route;
    }

    public List<Route> all() {
        return List.copyOf(routes);
    }

    /** By path, the methods it answers to, in the form of an {@code Allow} header (RFC 9110, section 10.2.1). */
    Map<String, String> allowed() {
        var methods = new LinkedHashMap<String, TreeSet<String>>();
        for (var route : routes) {
            var ofPath = methods.computeIfAbsent(route.path(), path -> new TreeSet<>(List.of("OPTIONS")));
            ofPath.add(route.method().name());
            if (route.method().equals(HandlerType.GET)) ofPath.add("HEAD");
        }
        var allowed = new LinkedHashMap<String, String>();
        methods.forEach((path, names) -> allowed.put(path, String.join(", ", names)));
        return allowed;
    }
}
