package blog.platform.ops;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks the Blog in the same container whether it is ready: a program of its own, which fails when it is not. */
public final class ContainerHealthCheck {
    private static final String READY = "http://127.0.0.1:8080/health/ready";
    private static final int PATIENCE_MILLIS = 4000;

    private ContainerHealthCheck() {}

    public static void main(String[] arguments) throws IOException {
        var address = arguments.length == 0 ? READY : arguments[0];
        var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        var status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) throw new IOException(address + " answers " + status);
    }
}
