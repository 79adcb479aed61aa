package blog.platform.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PostgreSQL URL, in libpq's form or in JDBC's. Error messages never repeat the part before the options: with a
 * misplaced sign, any of it may be the password.
 */
final class DatabaseUrl {
    private static final Pattern JDBC = Pattern.compile("jdbc:postgresql://(?<server>[^/?]*)(?<rest>.*)");
    private static final Pattern LIBPQ =
            Pattern.compile("postgres(?:ql)?://(?<login>(?:[^/?]*@)?)(?<server>[^/?]*)(?<rest>.*)");
    private static final Pattern SERVER =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%]+]|[^:,\\s\\[\\]]+)(?<port>(?::.*)?)");
    private static final Pattern REST = Pattern.compile("(?<database>(?:/[^?]*)?)(?<options>(?:\\?.*)?)");
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    /** Parameters whose names differ between libpq and the JDBC driver. */
    private static final Map<String, String> RENAMED = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation",
            "target_session_attrs", "targetServerType");

    private static final List<String> OPTIONS = List.of(
            "ApplicationName",
            "channelBinding",
            "connectTimeout",
            "currentSchema",
            "gssEncMode",
            "loginTimeout",
            "options",
            "prepareThreshold",
            "requireAuth",
            "socketTimeout",
            "sslNegotiation",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslrootcert",
            "targetServerType",
            "tcpKeepAlive");

    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private String user = "";
    private String password = "";
    private Optional<Settings.Login> login = Optional.empty();

    private DatabaseUrl() {}

    static DatabaseUrl parse(String text) {
        var url = new DatabaseUrl();
        var jdbc = JDBC.matcher(text);
        var libpq = LIBPQ.matcher(text);
        if (jdbc.matches()) {
            url.read(jdbc.group("server"), jdbc.group("rest"), true);
        } else if (libpq.matches() && !libpq.group("rest").contains("@") && !text.contains("#")) {
            url.readLogin(libpq.group("login"));
            url.read(libpq.group("server"), libpq.group("rest"), false);
        } else if (text.matches("postgres(ql)?://.*")) {
            url.faults.add("must have every one of / ? # @ : % in its password percent-encoded, as %2F %3F %23 %40 %3A"
                    + " %25.");
        } else {
            url.faults.add("must start with postgresql:// or jdbc:postgresql://.");
        }
        return url;
    }

    /** Returns the errors, each as the rest of a sentence that begins with the setting's name. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    Optional<Settings.Login> login() {
        return login;
    }

    /** @param written with the @ after it; empty where the address names no user */
    private void readLogin(String written) {
        if (written.isEmpty()) return;
        int colon = written.indexOf(':');
        int end = written.length() - 1;
        user = decoded(written.substring(0, colon < 0 ? end : colon), false);
        password = colon < 0 ? "" : decoded(written.substring(colon + 1, end), false);
    }

    private void read(String server, String rest, boolean jdbc) {
        var place = SERVER.matcher(server);
        var path = REST.matcher(rest);
        if (!place.matches() || !path.matches()) {
            faults.add("must name one server, as host or host:port.");
            return;
        }
        var written = withoutSign(path.group("options"));
        if (!written.isEmpty()) readOptions(written, jdbc);
        var database = decoded(withoutSign(path.group("database")), jdbc);
        int port = port(withoutSign(place.group("port")));
        if (database.isEmpty() || database.contains("/")) faults.add("must name the database, after host and /.");
        if (user.isEmpty()) {
            faults.add(
                    "must name the user" + (jdbc ? " in the option user=." : " before the host: user:password@host."));
        }
        if (!faults.isEmpty()) return;
        var host = place.group("host").replaceAll("[\\[\\]]", "");
        login = Optional.of(new Settings.Login(host, port, database, user, password, options));
    }

    /** Of a part that begins with the sign before it, or is not there. */
    private static String withoutSign(String part) {
        return part.isEmpty() ? "" : part.substring(1);
    }

    private int port(String written) {
        if (written.isEmpty()) return 5432;
        int port = written.matches("\\d{1,5}") ? Integer.parseInt(written) : 0;
        if (port < 1 || port > 65_535) faults.add("must have a number from 1 to 65535 as its port.");
        return port;
    }

    private void readOptions(String written, boolean jdbc) {
        for (var option : written.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                faults.add("must have options of the form name=value, joined by &.");
                continue;
            }
            var name = option.substring(0, equals);
            readOption(jdbc ? name : RENAMED.getOrDefault(name, name), decoded(option.substring(equals + 1), jdbc));
        }
    }

    private void readOption(String name, String value) {
        if (name.equals("user")) {
            user = value;
        } else if (name.equals("password")) {
            password = value;
        } else if (!OPTIONS.contains(name)) {
            faults.add("has an option that Blog does not know; it knows " + String.join(", ", OPTIONS) + ".");
        } else if (name.equals("sslmode") && !SSL_MODES.contains(value)) {
            faults.add("must have one of " + String.join(", ", SSL_MODES) + " as its sslmode.");
        } else {
            options.put(name, value);
        }
    }

    /** In the JDBC form, a plus sign is a space. */
    private String decoded(String text, boolean jdbc) {
        try {
            return URLDecoder.decode(jdbc ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            faults.add("must have a % written as %25 where it stands for itself.");
            return "";
        }
    }
}
