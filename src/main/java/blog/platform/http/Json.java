package blog.platform.http;

import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Configures the JSON form of records: members in snake_case as in the schema, instants as RFC 3339 in UTC. */
public final class Json {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(String.class, new LongTextSerializer()))
            .build();

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The JSON name of a record component or method: {@code datePosted} is {@code date_posted}. */
    public static String name(String component) {
        return CAPITAL.matcher(component).replaceAll("_$0").toLowerCase(Locale.ROOT);
    }
}
