package blog.platform.http;

import blog.platform.config.HeapPlan;
import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limits how many requests are worked on at once. A few more wait for a place, for a short while; others are refused with
 * 503 before anything of them is read. A request that waits for its client, to send a body or to read an answer, has no
 * place meanwhile, so that slow clients cannot shut others out.
 */
final class Admission extends Handler.Wrapper {
    static final String BUSY = "More requests are waiting than can be answered soon; try again in a moment.";
    private static final String PLACE = Place.class.getName();

    private static final int WAITING_FOR_A_PLACE = 8;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final RequestMetrics metrics;
    private final int most;
    private final Semaphore places;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    Admission(RequestMetrics metrics) {
        this(metrics, HeapPlan.ofThisProcess().places());
    }

    Admission(RequestMetrics metrics, int places) {
        this.metrics = metrics;
        this.most = places;
        this.places = new Semaphore(places);
        this.mostWaiting = places * WAITING_FOR_A_PLACE;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isProbe(request)) return super.handle(request, response, callback);
        if (!enter()) return refuse(request, response, callback);
        var place = new Place();
        request.setAttribute(PLACE, place);
        try {
            return super.handle(request, response, callback);
        } finally {
            place.leave();
        }
    }

    /** A service that is busy must not be taken for dead. */
    private static boolean isProbe(Request request) {
        var path = Request.getPathInContext(request);
        return path.startsWith("/health/") || path.equals("/metrics");
    }

    int most() {
        return most;
    }

    int taken() {
        return most - places.availablePermits();
    }

    int waiting() {
        return waiting.get();
    }

    private boolean enter() {
        if (places.tryAcquire()) return true;
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            return places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private boolean refuse(Request request, Response response, Callback callback) {
        metrics.refused(Refusal.PLACES);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, ProblemResponses.RETRY_SECONDS);
        Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, BUSY);
        return true;
    }

    /** Gives the place of a request up, if it has one: a probe has none. */
    static void leave(Context ctx) {
        Place place = ctx.attribute(PLACE);
        if (place != null) place.leave();
    }

    /** @throws Problem busy, when no place becomes free soon */
    static void enterAgain(Context ctx) {
        Place place = ctx.attribute(PLACE);
        if (place != null) place.enterAgain();
    }

    /** Used by the thread of its request alone. */
    private final class Place {
        private boolean taken = true;

        private void leave() {
            if (!taken) return;
            taken = false;
            places.release();
        }

        private void enterAgain() {
            if (taken) return;
            taken = enter();
            if (!taken) throw Problem.busy(Refusal.PLACES, BUSY);
        }
    }
}
