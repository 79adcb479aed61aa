package blog.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problems for requests so broken that they reach no route: a bad request line, a header too long. */
final class BareErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        var id = RequestId.create();
        var kind = HttpStatus.getMessage(status).toLowerCase(Locale.ROOT).replace(' ', '-');
        var details = new Problems.Details(
                "urn:problem:" + kind, HttpStatus.getMessage(status), status, detail(status), id, null);
        Server.SECURITY_HEADERS.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
        response.getHeaders().put(RequestId.HEADER, id);
        response.write(true, ByteBuffer.wrap(Json.write(details)), callback);
        return true;
    }

    private static String detail(int status) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) return "The service is being stopped; try again in a moment.";
        return status < 500 ? "The request cannot be read; see RFC 9112 for its form." : "Something went wrong.";
    }
}
