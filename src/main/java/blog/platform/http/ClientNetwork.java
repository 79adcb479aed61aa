package blog.platform.http;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The network that a request comes from: an IPv4 address, or the 64 bits of an IPv6 address that a provider hands out. */
final class ClientNetwork {
    private static final int PREFIX_BYTES = 8;

    private ClientNetwork() {}

    static String of(Context ctx) {
        var client = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getRemoteSocketAddress();
        return client instanceof InetSocketAddress socket ? of(socket.getAddress()) : client.toString();
    }

    /** A client may choose the other 64 bits anew for each request. */
    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64";
    }
}
