package blog.platform.http;

import blog.platform.input.Requester;
import blog.platform.input.UserKey;
import blog.platform.input.Viewer;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.problem.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ValueRange;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Typed readers of the parts of a request outside its body. */
public final class RequestReaders {
    private static final String MEMBER = "member";
    private static final String PAGE = "page";
    /** Others could not be kept by the database, nor written in the form the API speaks. */
    private static final ValueRange RFC_3339_YEARS = ValueRange.of(0, 9999);

    private RequestReaders() {}

    /** The member who sends the request; only on routes for members. */
    public static Viewer.Member member(Context ctx) {
        if (viewer(ctx) instanceof Viewer.Member member) return member;
        throw new IllegalStateException(ctx.path() + " asks for a member, so its access must be MEMBER");
    }

    public static Viewer viewer(Context ctx) {
        Viewer.Member member = ctx.attribute(MEMBER);
        return member == null ? new Viewer.Anonymous() : member;
    }

    /** The sender of the request, which has no place among those that are worked on while it waits. */
    public static Requester requester(Context ctx) {
        var key = viewer(ctx) instanceof Viewer.Member member ? "member " + member.id() : ClientNetwork.of(ctx);
        return new Requester(key, () -> Admission.leave(ctx), () -> Admission.enterAgain(ctx));
    }

    static void member(Context ctx, Viewer.Member member) {
        ctx.attribute(MEMBER, member);
    }

    /**
     * The number in the path.
     *
     * @param what what it is a number of, as in "post"
     * @throws Problem not found, when it is no number a row could have
     */
    public static long id(Context ctx, String what) {
        return number(ctx.pathParam("id"), what);
    }

    /** The user in the path, {@code 12} or {@code @ann}. */
    public static UserKey user(Context ctx) {
        var user = ctx.pathParam("id");
        return user.startsWith("@")
                ? new UserKey.ByUsername(user.substring(1))
                : new UserKey.ById(number(user, "user"));
    }

    private static long number(String text, String what) {
        try {
            var number = Long.parseLong(text);
            if (number > 0 && text.equals(Long.toString(number))) return number;
        } catch (NumberFormatException notFoundEither) {
            // An address that no row can have is as little there as one that no row has.
        }
        throw Problem.notFound(what + " " + text);
    }

    /** The versions the request may change (If-Match); null when it says nothing of them. */
    public static @Nullable List<Integer> ifMatch(Context ctx) {
        return EntityTag.allowed(ctx.header(Header.IF_MATCH));
    }

    public static PageRequest pageRequest(Context ctx) {
        PageRequest known = ctx.attribute(PAGE);
        if (known != null) return known;
        var page = new PageRequest(limit(ctx), after(ctx));
        ctx.attribute(PAGE, page);
        return page;
    }

    static int limit(Context ctx) {
        var limit = text(ctx, QueryParameter.LIMIT);
        if (limit == null) return PageRequest.DEFAULT;
        var number = positive(limit, 3);
        if (number > 0 && number <= PageRequest.MAXIMUM) return (int) number;
        throw Problem.invalid(QueryParameter.LIMIT.name(), "must be a number from 1 to " + PageRequest.MAXIMUM);
    }

    private static @Nullable KeysetKey after(Context ctx) {
        var after = text(ctx, QueryParameter.AFTER);
        return after == null ? null : PageCursor.read(list(ctx), after);
    }

    /** Returns the identity of this list: its path and filters. */
    static String list(Context ctx) {
        var filters = new TreeMap<>(ctx.queryParamMap());
        filters.remove(QueryParameter.LIMIT.name());
        filters.remove(QueryParameter.AFTER.name());
        return ctx.path() + filters;
    }

    /** A query parameter; null when it is not there. */
    public static @Nullable String text(Context ctx, QueryParameter parameter) {
        var text = ctx.queryParam(parameter.name());
        if (text != null
                && !parameter.allowed().isEmpty()
                && !parameter.allowed().contains(text)) {
            throw Problem.invalid(parameter.name(), "must be one of " + String.join(", ", parameter.allowed()));
        }
        if (text != null && text.indexOf('\0') >= 0) {
            throw Problem.invalid(parameter.name(), "must not contain the character U+0000");
        }
        return text;
    }

    public static @Nullable Instant instant(Context ctx, QueryParameter parameter) {
        var text = text(ctx, parameter);
        if (text == null) return null;
        try {
            var instant = OffsetDateTime.parse(text);
            if (RFC_3339_YEARS.isValidValue(instant.getYear())) return instant.toInstant();
        } catch (DateTimeParseException wrongToo) {
            // Said below.
        }
        throw Problem.invalid(parameter.name(), "must be an instant as in RFC 3339, for example 2026-03-01T09:00:00Z");
    }

    public static @Nullable UserKey user(Context ctx, QueryParameter parameter) {
        var text = text(ctx, parameter);
        if (text == null) return null;
        if (text.startsWith("@") && text.length() > 1) return new UserKey.ByUsername(text.substring(1));
        var number = positive(text, 18);
        if (number > 0) return new UserKey.ById(number);
        throw Problem.invalid(parameter.name(), "must be a user's number or @username");
    }

    /** The number these digits make; 0 when they are none, too many, or begin with a zero. */
    private static long positive(String digits, int most) {
        if (digits.isEmpty() || digits.length() > most || digits.charAt(0) == '0') return 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') return 0;
        }
        return Long.parseLong(digits);
    }

    static boolean isRead(Context ctx) {
        return ctx.method().equals(HandlerType.GET) || ctx.method().equals(HandlerType.HEAD);
    }
}
