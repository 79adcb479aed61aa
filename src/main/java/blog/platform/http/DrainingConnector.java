package blog.platform.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * A listener that, told to close, first accepts whoever waits in the kernel's queue: to those clients they are connected
 * already, and a listener that merely closes resets them.
 *
 * <p>Its one acceptor waits with a selector of its own rather than in a blocking accept, which nothing but the closing of
 * the listener could end. A listener known to Jetty's selector would stay open until that selector's next turn.
 */
final class DrainingConnector extends ServerConnector {
    private static final long CLOSING_SECONDS = 2;

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closing;
    private @Nullable ServerSocketChannel listener;
    private @Nullable Selector arrivals;

    DrainingConnector(Server server, HttpConfiguration http) {
        super(server, 1, -1, new HttpConnectionFactory(http));
    }

    @Override
    public void open() throws IOException {
        super.open();
        if (arrivals != null) return;
        listener = (ServerSocketChannel) getTransport();
        listener.configureBlocking(false);
        arrivals = Selector.open();
        listener.register(arrivals, SelectionKey.OP_ACCEPT);
    }

    /** Waits for somebody to come; Jetty calls it again and again, until it says that it is closed. */
    @Override
    public void accept(int acceptor) throws IOException {
        if (listener == null || arrivals == null || !arrivals.isOpen()) throw new ClosedChannelException();
        arrivals.select();
        arrivals.selectedKeys().clear();
        if (closing) {
            arrivals.close();
            acceptWaiting(listener);
            listener.close();
            closed.countDown();
        } else {
            acceptWaiting(listener);
        }
    }

    private void acceptWaiting(ServerSocketChannel listener) throws IOException {
        for (var client = listener.accept(); client != null; client = listener.accept()) admit(client);
    }

    private void admit(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        configure(client.socket());
        getSelectorManager().accept(client);
    }

    @Override
    public void close() {
        closing = true;
        if (arrivals != null && isStarted()) {
            arrivals.wakeup();
            awaitClosed();
        }
        super.close();
        try {
            if (arrivals != null) arrivals.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void awaitClosed() {
        try {
            if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) LOG.warn("the listener is closed by force");
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
