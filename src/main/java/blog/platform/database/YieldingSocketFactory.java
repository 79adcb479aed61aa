package blog.platform.database;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * Creates sockets whose reader, after a request, first yields to the other virtual threads. By its next turn the
 * answer is usually there, and it need not be registered with the poller, parked and woken: a tenth of the CPU of a
 * short read. The driver creates one of these per connection, by the name of this class.
 */
public final class YieldingSocketFactory extends SocketFactory {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Set<YieldingSocket> OPEN = ConcurrentHashMap.newKeySet();

    static {
        var _ = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                        .daemon()
                        .name("silence of the database")
                        .factory())
                .scheduleWithFixedDelay(
                        YieldingSocketFactory::endSilentOnes,
                        BETWEEN_LOOKS.toMillis(),
                        BETWEEN_LOOKS.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void endSilentOnes() {
        var now = System.nanoTime();
        OPEN.forEach(socket -> socket.endWhenSilent(now));
    }

    @Override
    public Socket createSocket() {
        return new YieldingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        var socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        var socket = createSocket();
        socket.bind(new InetSocketAddress(from, fromPort));
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    private static final class YieldingSocket extends Socket {
        private boolean asked;
        private volatile int patience;
        /** Since when a reader has waited, by {@link System#nanoTime}; 0 when none does. */
        private volatile long waiting;
        /** Since when a writer has waited until the kernel had room for what it sends; 0 when none does. */
        private volatile long sending;

        /** Not when it is made: one that nobody answers may never be closed. */
        @Override
        public void connect(SocketAddress address, int milliseconds) throws IOException {
            super.connect(address, milliseconds);
            OPEN.add(this);
        }

        /**
         * Only short ones are left to the JDK, for which a read with a time-out is a timer to set and to take back: a
         * tenth of the CPU of a short read. Others are kept by a look at all sockets every now and then.
         */
        @Override
        public void setSoTimeout(int milliseconds) throws SocketException {
            patience = milliseconds;
            super.setSoTimeout(milliseconds < SHORT.toMillis() ? milliseconds : 0);
        }

        @Override
        public int getSoTimeout() {
            return patience;
        }

        /**
         * The reader or writer then fails, and the driver takes the connection for broken, as it does after a time-out. To a
         * write, the JDK sets no time-out at all, and the kernel gives up after a quarter of an hour.
         */
        private void endWhenSilent(long now) {
            if (!isOver(waiting, now) && !isOver(sending, now)) return;
            try {
                close();
            } catch (IOException gone) {
                // That is as good.
            }
        }

        private boolean isOver(long since, long now) {
            return patience != 0 && since != 0 && now - since >= TimeUnit.MILLISECONDS.toNanos(patience);
        }

        @Override
        public void close() throws IOException {
            OPEN.remove(this);
            super.close();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                @SuppressWarnings("ThreadPriorityCheck") // Where it yields nothing, the read only waits as any other.
                public int read(byte[] into, int offset, int length) throws IOException {
                    if (asked) Thread.yield();
                    asked = false;
                    waiting = System.nanoTime() | 1;
                    try {
                        return in.read(into, offset, length);
                    } finally {
                        waiting = 0;
                    }
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] from, int offset, int length) throws IOException {
                    asked = true;
                    sending = System.nanoTime() | 1;
                    try {
                        out.write(from, offset, length);
                    } finally {
                        sending = 0;
                    }
                }
            };
        }
    }
}
