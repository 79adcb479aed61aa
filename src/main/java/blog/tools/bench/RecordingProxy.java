package blog.tools.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the service and PostgreSQL and records every statement that passes, so that the measurement without
 * the service runs exactly what the service sends. It is not in the path while anything is measured.
 */
final class RecordingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final List<RecordedStatement> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param host where PostgreSQL listens */
    RecordingProxy(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void forget() {
        heard.clear();
    }

    List<RecordedStatement> heard() {
        return List.copyOf(heard);
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var server = new Socket(host, port);
                sockets.addAll(List.of(client, server));
                Thread.startVirtualThread(() -> pass(client, server));
                Thread.startVirtualThread(() -> pass(server, client));
            }
        } catch (IOException closed) {
            // The way out of the loop.
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            var listening = to.getPort() == port ? new FrontendMessages(heard::add) : null;
            copy(from.getInputStream(), to.getOutputStream(), listening);
        } catch (IOException hungUp) {
            // One side has gone; so does the other.
        }
    }

    private static void copy(InputStream from, OutputStream to, @Nullable FrontendMessages listening)
            throws IOException {
        var buffer = new byte[1 << 14];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            // Before it is passed on: once the answer is there, the statement must have been written down.
            if (listening != null) listening.hear(buffer, length);
            to.write(buffer, 0, length);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
