package blog.platform.config;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The complete configuration, validated as a whole before anything opens. */
public record Settings(Server server, Database database, Log log, Metrics metrics) {
    /** With metrics for this machine alone. */
    public Settings(Server server, Database database, Log log) {
        this(server, database, log, new Metrics(Optional.empty(), OptionalInt.empty(), "127.0.0.1"));
    }

    /**
     * @param baseUrl where the service is reached from outside; / for wherever one reached it
     * @param corsOrigins whose pages may call the API, as a browser sends them in Origin
     * @param drain how long running requests may go on after the order to stop
     */
    public record Server(String host, int port, URI baseUrl, Set<String> corsOrigins, Duration drain) {
        public Server {
            corsOrigins = Set.copyOf(corsOrigins);
        }

        /** Returns whether nobody but this machine can reach it. */
        public boolean isLoopback() {
            return isLoopback(host);
        }

        /** Returns whether it is reached from outside by an address that is not this machine's own: through a proxy. */
        public boolean isProxied() {
            return baseUrl.getHost() != null && !isLoopback(baseUrl.getHost());
        }

        private static boolean isLoopback(String host) {
            return host.equals("localhost") || host.equals("::1") || host.equals("[::1]") || host.startsWith("127.");
        }
    }

    /**
     * @param given the server to use, or nothing for Blog's own in {@code dataDir}
     * @param poolWait how long a request waits for a connection
     */
    public record Database(
            Optional<Login> given,
            Path dataDir,
            int poolSize,
            Duration poolWait,
            Duration statementTimeout,
            boolean migrateOnStart,
            boolean samples) {}

    /**
     * The login to one database.
     *
     * @param options connection parameters of the JDBC driver, such as sslmode
     */
    public record Login(
            String host, int port, String database, String user, String password, Map<String, String> options) {
        public Login {
            options = Map.copyOf(options);
        }

        /** The address for the driver, without user and password. */
        public String jdbcUrl() {
            var server = host.contains(":") ? "[" + host + "]" : host;
            var parameters = new TreeMap<>(options)
                    .entrySet().stream()
                            .map(option -> option.getKey() + "=" + encoded(option.getValue()))
                            .collect(Collectors.joining("&"));
            return "jdbc:postgresql://" + server + ":" + port + "/" + encoded(database)
                    + (parameters.isEmpty() ? "" : "?" + parameters);
        }

        @Override
        public String toString() {
            return "Login[%s:%d/%s, user %s, password hidden]".formatted(host, port, database, user);
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    public record Log(Format format) {}

    /**
     * @param token what a reader has to send
     * @param port a port for metrics alone, on {@code host}
     */
    public record Metrics(Optional<String> token, OptionalInt port, String host) {
        @Override
        public String toString() {
            return "Metrics[port %s on %s, token %s]".formatted(port, host, token.isPresent() ? "hidden" : "none");
        }
    }

    /** The format of log lines. */
    public enum Format {
        TEXT,
        JSON
    }
}
