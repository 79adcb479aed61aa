package blog.platform.http;

import blog.platform.input.Confidential;
import blog.platform.input.Description;
import blog.platform.input.Versioned;
import blog.platform.input.Viewer;
import blog.platform.page.KeysetKey;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the responses of handlers. */
public final class Responses {
    static final String JSON = "application/json";
    private static final String COALESCER = RequestCoalescer.class.getName();

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

    private Responses() {}

    /** One part of a list, with the address of the next; the last part has none. */
    public record Page<T>(
            @Description("The items, in the order of the list.")
            List<T> items,

            @Description("The address of the next page; absent on the last.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String next)
            implements Confidential {
        @Override
        public boolean confidential() {
            return items.stream().anyMatch(Representation::isConfidential);
        }
    }

    public static void json(Context ctx, HttpStatus status, Object value) {
        setCacheHeaders(ctx, Representation.isConfidential(value));
        send(ctx, status, JSON, Json.write(value));
    }

    public static void json(Context ctx, Object value) {
        json(ctx, HttpStatus.OK, value);
    }

    /** A new thing and where it lives. */
    public static void created(Context ctx, String location, Object value) {
        ctx.header(Header.LOCATION, location);
        if (value instanceof Versioned versioned) conditional(ctx, HttpStatus.CREATED, versioned);
        else json(ctx, HttpStatus.CREATED, value);
    }

    public static void nothing(Context ctx) {
        ctx.status(HttpStatus.NO_CONTENT);
    }

    /** A single resource with its ETag; a client that has this very representation is told so with a 304. */
    public static void conditional(Context ctx, Versioned resource) {
        conditional(ctx, HttpStatus.OK, resource);
    }

    private static void conditional(Context ctx, HttpStatus status, Versioned resource) {
        conditional(ctx, status, Representation.of(resource));
    }

    private static void conditional(Context ctx, HttpStatus status, Representation answer) {
        setCacheHeaders(ctx, answer.confidential());
        if (!isKnown(ctx, answer.tag())) send(ctx, status, answer);
    }

    /** As {@link #conditional}; anonymous callers who ask for the same at the same time share one read and its bytes. */
    public static void read(Context ctx, Supplier<? extends Versioned> resource) {
        conditional(ctx, HttpStatus.OK, shared(ctx, () -> Representation.of(resource.get())));
    }

    /** Of one server, whose anonymous callers all get the same answer to the same question. */
    static Handler sharing(RequestCoalescer<String, Representation> reads) {
        return ctx -> ctx.attribute(COALESCER, reads);
    }

    private static Representation shared(Context ctx, Supplier<Representation> read) {
        RequestCoalescer<String, Representation> coalescer = ctx.attribute(COALESCER);
        if (coalescer == null || !(RequestReaders.viewer(ctx) instanceof Viewer.Anonymous)) return read.get();
        return coalescer.read(ctx.path() + '?' + ctx.queryString(), read);
    }

    /** Sends a text that nobody keeps. */
    public static void text(Context ctx, String mediaType, byte[] content) {
        ctx.header(Header.CACHE_CONTROL, "no-store");
        send(ctx, HttpStatus.OK, mediaType, content);
    }

    /** Sends a static file, the same for everybody until the next release, with an ETag. */
    public static void file(Context ctx, String mediaType, byte[] content) {
        ctx.header(Header.CACHE_CONTROL, "no-cache");
        if (!isKnown(ctx, EntityTag.of(0, content))) send(ctx, HttpStatus.OK, mediaType, content);
    }

    private static boolean isKnown(Context ctx, String tag) {
        ctx.header(Header.ETAG, tag);
        var known = RequestReaders.isRead(ctx) && EntityTag.noneMatches(ctx.header(Header.IF_NONE_MATCH), tag);
        if (known) ctx.status(HttpStatus.NOT_MODIFIED);
        return known;
    }

    /** Anonymous callers who ask for the same page at the same time share one read and its bytes. */
    public static void page(Context ctx, Supplier<? extends Slice<?>> list) {
        var page = shared(ctx, () -> {
            var slice = list.get();
            var next = slice.next() == null ? null : nextPage(ctx, slice.next());
            return Representation.of(new Page<>(slice.items(), next), next);
        });
        if (!page.next().isEmpty()) ctx.header(Header.LINK, "<" + page.next() + ">; rel=\"next\"");
        setCacheHeaders(ctx, page.confidential());
        send(ctx, HttpStatus.OK, page);
    }

    private static String nextPage(Context ctx, KeysetKey last) {
        var address = new StringBuilder(ctx.path()).append('?');
        ctx.queryParamMap().forEach((name, values) -> {
            if (!name.equals(QueryParameter.AFTER.name())) {
                address.append(name)
                        .append('=')
                        .append(encoded(values.getFirst()))
                        .append('&');
            }
        });
        return address.append(QueryParameter.AFTER.name())
                .append('=')
                .append(PageCursor.write(RequestReaders.list(ctx), last))
                .toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** It depends on who asks, and is worth keeping only to ask again whether it changed; a 304 says so, too. */
    private static void setCacheHeaders(Context ctx, boolean confidential) {
        ctx.header(Header.CACHE_CONTROL, confidential ? "no-store" : "no-cache");
        ctx.res().addHeader(Header.VARY, Header.AUTHORIZATION);
    }

    private static void send(Context ctx, HttpStatus status, String mediaType, byte[] body) {
        send(ctx, status, mediaType, body, Representation.memory(body));
    }

    private static void send(Context ctx, HttpStatus status, Representation answer) {
        send(ctx, status, JSON, answer.body(), answer.memory());
    }

    private static void send(
            Context ctx, HttpStatus status, String mediaType, byte[] body, ByteBudget.@Nullable Shared memory) {
        ctx.status(status).contentType(mediaType);
        if (memory == null || ctx.method().equals(HandlerType.HEAD)) write(ctx, body);
        else sendLarge(ctx, body, memory);
    }

    /** Whoever reads slowly holds memory for it, within a budget and for a limited time, and keeps nobody else waiting. */
    private static void sendLarge(Context ctx, byte[] body, ByteBudget.Shared memory) {
        if (!memory.take(LONGEST_WAIT)) {
            ctx.removeHeader(Header.ETAG);
            throw Problem.busy(
                    Refusal.LARGE_ANSWERS, "Too many large answers are being read just now; try again in a moment.");
        }
        try (var transfer = TransferDeadlines.ofAnswer(ctx, body.length)) {
            Admission.leave(ctx);
            write(ctx, body);
            if (transfer.isLate()) RequestMetrics.of(ctx).refused(Refusal.SLOW_READER);
        } finally {
            memory.giveBack();
        }
    }

    /** Straight to the response: as Javalin's result it would be copied through a stream that might compress it. */
    private static void write(Context ctx, byte[] body) {
        var response = ctx.res();
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            LOG.debug("the client has gone before the response to request {}", RequestId.of(ctx), gone);
        }
    }
}
