package blog.platform.openapi;

import static blog.platform.http.Access.ANYONE;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import blog.platform.problem.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The API document for people: Swagger UI, from a web jar, so that it works offline. */
public final class DocsRoutes {
    private static final String JAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    /** Swagger UI sets style attributes, and its icons are data URLs; all else comes from here. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** All there is: a name not in here leads nowhere, whatever it is made of. */
    private static final Map<String, File> FILES = Map.of(
            "docs.js", new File(JAVASCRIPT, false),
            "docs.css", new File(CSS, false),
            "swagger-ui-bundle.js", new File(JAVASCRIPT, true),
            "swagger-ui.css", new File(CSS, true),
            "favicon-32x32.png", new File("image/png", true));

    private record File(String mediaType, boolean inJar) {}

    public void addTo(Routes routes) {
        routes.get("/docs", this::page, ANYONE).mediaType("text/html").notInDocument();
        routes.get("/docs/{file}", this::file, ANYONE).mediaType("*/*").notInDocument();
    }

    private void page(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        Responses.file(ctx, HTML, read("docs.html"));
    }

    private void file(Context ctx) {
        var name = ctx.pathParam("file");
        var file = FILES.get(name);
        if (file == null) throw Problem.notFound("file " + name);
        Responses.file(ctx, file.mediaType(), read(file.inJar() ? Jar.FOLDER + name : name));
    }

    private static byte[] read(String resource) {
        try (var content = DocsRoutes.class.getResourceAsStream(resource)) {
            if (content == null) throw new IllegalStateException(resource + " is not on the class path");
            return content.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The folder of the files in the web jar; looked up on first use. */
    private static final class Jar {
        static final String FOLDER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

        private static String version() {
            try (var properties = DocsRoutes.class.getResourceAsStream(JAR)) {
                if (properties == null) throw new IllegalStateException("swagger-ui is not on the class path");
                var read = new Properties();
                read.load(properties);
                return read.getProperty("version");
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
