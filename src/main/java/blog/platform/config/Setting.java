package blog.platform.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * All settings: the name of each in the environment and in .env, its default, its meaning, and an example to copy.
 * Parsing, {@code ./blog help config}, .env.example and the README's table are all derived from this list.
 */
public enum Setting {
    DATABASE_URL(
            "",
            "The PostgreSQL 18 to use, as postgresql://user:password@host:port/database?sslmode=require or"
                    + " jdbc:postgresql://host:port/database?user=...&password=...; in a password, / ? #"
                    + " @ : and % are written %2F %3F %23 %40 %3A %25. Without it, Blog starts a PostgreSQL of its"
                    + " own in DATA_DIR.",
            "postgresql://blog:secret@localhost:5432/blog"),
    DATA_DIR("data", "The folder of Blog's own PostgreSQL; a relative path starts at the project folder.", "/srv/blog"),
    HOST("127.0.0.1", "The address to listen on; 0.0.0.0 for all of this machine's.", "0.0.0.0"),
    PORT("8080", "The port to listen on; 0 for any free port.", "80"),
    BASE_URL(
            "",
            "The public URL of the blog, for the API document. Default: the address the document is read from.",
            "https://blog.example.org"),
    CORS_ORIGINS(
            "",
            "The origins whose pages may call the API from a browser, separated by commas. Default: none.",
            "https://app.example.org,http://localhost:5173"),
    DRAIN("10s", "How long running requests may take to finish when Blog is stopped.", "30s"),
    POOL_SIZE("16", "The number of connections to PostgreSQL for requests, 1 to 90; /health/ready has one more.", "32"),
    POOL_WAIT("1s", "How long a request waits for a free connection before it gets a 503; at least 250ms.", "250ms"),
    STATEMENT_TIMEOUT("5s", "How long one SQL statement of a request may run.", "2s"),
    MIGRATE_ON_START(
            "false",
            "Whether serve migrates the database of DATABASE_URL; Blog's own PostgreSQL is always migrated.",
            "true"),
    SAMPLES(
            "true",
            "Whether a new PostgreSQL of Blog's own gets sample users, posts and likes; only if HOST is a"
                    + " loopback address, since the samples' password is public.",
            "false"),
    METRICS_TOKEN(
            "",
            "The token for /metrics, 16 to 256 characters, sent as Authorization: Bearer. Default: none, and /metrics is"
                    + " there for programs on this machine alone, if HOST is a loopback address and BASE_URL says nothing else.",
            "kept-from-everybody-but-prometheus"),
    METRICS_PORT(
            "",
            "A port of its own for /metrics, which PORT then does not have; 0 for any free port. Default: none.",
            "9464"),
    METRICS_HOST("127.0.0.1", "The address that METRICS_PORT is opened on.", "0.0.0.0"),
    LOG_FORMAT("text", "The format of log lines: text, or json with one object per line.", "json");

    private static final int WIDTH = 100;

    private final String fallback;
    private final String what;
    private final String example;

    Setting(String fallback, String what, String example) {
        this.fallback = fallback;
        this.what = what;
        this.example = example;
    }

    /** Its value when nobody sets it; empty when there is none. */
    public String fallback() {
        return fallback;
    }

    /** Returns its meaning, in a sentence or two. */
    public String what() {
        return what;
    }

    /** A value it may have, other than the fallback. */
    public String example() {
        return example;
    }

    /** The text of {@code ./blog help config}. */
    public static String help() {
        return """
                Blog is configured by environment variables, or by lines NAME=value in the file .env of the
                project folder; the environment comes first. An empty value counts as not set. Durations are
                written 250ms, 5s or 2m.

                """ + Arrays.stream(values()).map(Setting::helpEntry).collect(Collectors.joining("\n"));
    }

    /** The whole of .env.example: everything explained and nothing set. */
    public static String exampleFile() {
        return """
                # Blog's settings. Copy this file to .env, and remove the # before what you want to set. A variable of
                # the same name in the environment comes first. `./blog help config` shows this list as well.

                """ + Arrays.stream(values()).map(Setting::exampleEntry).collect(Collectors.joining("\n"));
    }

    /** Its row in the README's table: name, default, meaning. */
    public String tableRow() {
        return "| `%s` | %s | %s |".formatted(name(), fallback.isEmpty() ? "" : "`" + fallback + "`", what);
    }

    private String helpEntry() {
        var normally = fallback.isEmpty() ? "not set" : fallback;
        return name() + "\n" + wrapped("  ", what) + "  Default: " + normally + "    Example: " + example + "\n";
    }

    private String exampleEntry() {
        var normally = fallback.isEmpty() ? "" : " Default: " + fallback + ".";
        return wrapped("# ", what + normally) + "#" + name() + "=" + example + "\n";
    }

    private static String wrapped(String margin, String text) {
        var lines = new StringBuilder();
        var line = new StringBuilder(margin);
        for (var word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                lines.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(margin);
            }
            line.append(word).append(' ');
        }
        return lines.append(line.toString().stripTrailing()).append('\n').toString();
    }
}
