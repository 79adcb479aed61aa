package blog.tools.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one client to PostgreSQL, parsed as frontend protocol 3: Parse names a statement, Bind supplies its
 * values.
 */
final class FrontendMessages {
    private static final int PARSE = 'P';
    private static final int BIND = 'B';
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final Consumer<RecordedStatement> found;
    private final Map<String, Prepared> prepared = new HashMap<>();
    private byte[] unread = new byte[0];
    private boolean started;

    private record Prepared(String sql, int[] types) {}

    FrontendMessages(Consumer<RecordedStatement> found) {
        this.found = found;
    }

    void hear(byte[] bytes, int length) {
        var joined = Arrays.copyOf(unread, unread.length + length);
        System.arraycopy(bytes, 0, joined, unread.length, length);
        var buffer = ByteBuffer.wrap(joined);
        while (nextMessage(buffer)) {}
        unread = Arrays.copyOfRange(joined, buffer.position(), joined.length);
    }

    /** The very first message has no type; every other has one before its length. */
    private boolean nextMessage(ByteBuffer buffer) {
        int header = started ? 1 : 0;
        if (buffer.remaining() < header + Integer.BYTES) return false;
        int length = buffer.getInt(buffer.position() + header);
        if (buffer.remaining() < header + length) return false;
        var message = buffer.slice(buffer.position() + header + Integer.BYTES, length - Integer.BYTES);
        if (started && buffer.get(buffer.position()) == PARSE) parse(message);
        if (started && buffer.get(buffer.position()) == BIND) bind(message);
        buffer.position(buffer.position() + header + length);
        started = true;
        return true;
    }

    private void parse(ByteBuffer message) {
        var name = text(message);
        var sql = text(message);
        var types = new int[message.getShort()];
        for (int i = 0; i < types.length; i++) types[i] = message.getInt();
        prepared.put(name, new Prepared(sql, types));
    }

    private void bind(ByteBuffer message) {
        text(message);
        var statement = prepared.get(text(message));
        var formats = new short[message.getShort()];
        for (int i = 0; i < formats.length; i++) formats[i] = message.getShort();
        int count = message.getShort();
        var values = new ArrayList<@Nullable String>();
        for (int i = 0; i < count; i++) {
            boolean binary = formats.length > 0 && formats[formats.length == 1 ? 0 : i] == 1;
            values.add(value(message, binary, statement == null ? 0 : statement.types()[i]));
        }
        if (statement != null && !statement.sql().isBlank()) {
            found.accept(new RecordedStatement(statement.sql(), values));
        }
    }

    private static String text(ByteBuffer message) {
        int end = message.position();
        while (message.get(end) != 0) end++;
        var bytes = new byte[end - message.position()];
        message.get(bytes).get();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String value(ByteBuffer message, boolean binary, int type) {
        int length = message.getInt();
        if (length < 0) return null;
        var bytes = new byte[length];
        message.get(bytes);
        return binary ? decoded(ByteBuffer.wrap(bytes), type) : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer value) {
        var bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    /** By the numbers that types have in pg_type. */
    private static String decoded(ByteBuffer value, int type) {
        return switch (type) {
            case 16 -> value.get() == 0 ? "false" : "true";
            case 17 -> "\\x" + HexFormat.of().formatHex(bytes(value));
            case 20 -> Long.toString(value.getLong());
            case 21 -> Short.toString(value.getShort());
            case 23 -> Integer.toString(value.getInt());
            case 25, 1043 -> new String(bytes(value), StandardCharsets.UTF_8);
            case 1184 -> EPOCH.plus(value.getLong(), ChronoUnit.MICROS).toString();
            default -> throw new IllegalStateException("cannot read a value of PostgreSQL's type " + type);
        };
    }
}
