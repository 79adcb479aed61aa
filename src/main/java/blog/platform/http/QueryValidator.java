package blog.platform.http;

import blog.platform.problem.Problem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Validates a query string against the parameters of its route, before the handler runs; reports all errors at once.
 */
final class QueryValidator {
    private QueryValidator() {}

    static void check(Context ctx, Route route) {
        var query = ctx.queryString();
        if (query == null) return;
        requireEncoding(query);
        var faults = new TreeMap<String, List<String>>();
        ctx.queryParamMap().forEach((name, values) -> {
            var parameter = route.parameter(name);
            if (parameter == null) faults.put(name, List.of("is not a parameter of this request"));
            else if (values.size() > 1) faults.put(name, List.of("must be given once"));
            else collect(ctx, parameter, faults);
        });
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        // So that a cursor of another list is a 400 whether the thing in the path is there or not.
        if (route.isListed()) RequestReaders.pageRequest(ctx);
    }

    private static void collect(Context ctx, QueryParameter parameter, Map<String, List<String>> faults) {
        try {
            read(ctx, parameter);
        } catch (Problem wrong) {
            faults.putAll(wrong.faults());
        }
    }

    private static void read(Context ctx, QueryParameter parameter) {
        switch (parameter.type()) {
            case TEXT, CURSOR -> RequestReaders.text(ctx, parameter);
            case INSTANT -> RequestReaders.instant(ctx, parameter);
            case USER -> RequestReaders.user(ctx, parameter);
            case LIMIT -> RequestReaders.limit(ctx);
        }
    }

    private static void requireEncoding(String query) {
        for (int at = query.indexOf('%'); at >= 0; at = query.indexOf('%', at + 1)) {
            if (at + 2 >= query.length()
                    || !isHexadecimal(query.charAt(at + 1))
                    || !isHexadecimal(query.charAt(at + 2))) {
                throw Problem.malformed("The query has a % that is not followed by two hexadecimal digits.");
            }
        }
    }

    private static boolean isHexadecimal(char digit) {
        return digit < 128 && Character.digit(digit, 16) >= 0;
    }
}
