package blog.platform.http;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts running requests, so that the server can be stopped when there are none and none has come for a moment. While
 * it waits, requests on connections that are already open are still served, each with {@code Connection: close}.
 */
final class RequestDrain extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDrain.class);

    private static final String STOPPING = "The service is being stopped; try again in a moment.";

    /** Who was let in has sent his request, and it has been read, after this time without any other. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** The phase in which requests are served; the next begins when the server ends. */
    private static final int OPEN = 0;

    // One party stands for the server itself, so that the phase cannot advance before it is asked to.
    private final Phaser running = new Phaser(1);
    private volatile boolean draining;
    private volatile long lastRequest = System.nanoTime();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (running.register() != OPEN) return refuse(request, response, callback);
        if (draining) {
            lastRequest = System.nanoTime();
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        try {
            var handled = super.handle(request, response, Callback.from(callback, running::arriveAndDeregister));
            if (!handled) running.arriveAndDeregister();
            return handled;
        } catch (Throwable fault) {
            running.arriveAndDeregister();
            throw fault;
        }
    }

    /** Rejects requests that arrive after the wait has ended: they would be cut off halfway. */
    private boolean refuse(Request request, Response response, Callback callback) {
        running.arriveAndDeregister();
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, STOPPING);
        return true;
    }

    /** Stops listening, and returns when nothing runs or comes any more or the time is over. */
    void await(Duration most) {
        var end = System.nanoTime() + most.toNanos();
        draining = true;
        if (getServer() != null) {
            for (var connector : getServer().getConnectors()) stopListening(connector);
        }
        lastRequest = System.nanoTime();
        try {
            while (!isQuiet() && System.nanoTime() < end) Thread.sleep(BETWEEN_LOOKS);
            var rest = Math.max(0, end - System.nanoTime());
            running.awaitAdvanceInterruptibly(running.arrive(), rest, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            LOG.warn(
                    "{} requests were still running after {} s and were aborted",
                    running.getUnarrivedParties(),
                    most.toSeconds());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            running.forceTermination();
        }
    }

    /** Whether only the server's own party is left, and has been alone for a moment. */
    private boolean isQuiet() {
        return running.getRegisteredParties() == 1 && System.nanoTime() - lastRequest > QUIET.toNanos();
    }

    private static void stopListening(Connector connector) {
        if (connector instanceof NetworkConnector network) network.close();
    }
}
