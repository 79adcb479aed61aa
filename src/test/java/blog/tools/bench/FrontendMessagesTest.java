package blog.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrontendMessagesTest {
    private static final int BIGINT = 20;

    @Test
    void aStatementIsHeardWithItsValuesHoweverItsBytesArrive() throws IOException {
        var said = new ByteArrayOutputStream();
        // The message that opens a connection: a length, a version, and no type before them.
        new DataOutputStream(said).writeLong(8L << 32 | 196_608);
        write(said, 'P', parse());
        write(said, 'B', bind());
        for (int piece : List.of(1, 3, 1000)) {
            var heard = new ArrayList<RecordedStatement>();
            var conversation = new FrontendMessages(heard::add);
            var bytes = said.toByteArray();
            for (int from = 0; from < bytes.length; from += piece) {
                var part = Arrays.copyOfRange(bytes, from, Math.min(from + piece, bytes.length));
                conversation.hear(part, part.length);
            }
            assertThat(heard).containsExactly(new RecordedStatement("title = $2 and id = $1", List.of("7", "é")));
        }
    }

    @Test
    void valuesAreTakenInTheOrderOfTheText() {
        var statement = new RecordedStatement("title = $2 and id = $1", List.of("7", "é"));
        assertThat(statement.places()).containsExactly(1, 0);
        assertThat(statement.sql(place -> ":" + statement.values().get(place))).isEqualTo("title = :é and id = :7");
    }

    private static byte[] parse() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write("S_1\0title = $2 and id = $1\0".getBytes(StandardCharsets.UTF_8));
        var rest = new DataOutputStream(bytes);
        rest.writeShort(2);
        rest.writeInt(BIGINT);
        rest.writeInt(0);
        return bytes.toByteArray();
    }

    /** The number in PostgreSQL's binary form, the title as text. */
    private static byte[] bind() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write("\0S_1\0".getBytes(StandardCharsets.UTF_8));
        var rest = new DataOutputStream(bytes);
        for (int number : List.of(2, 1, 0, 2)) rest.writeShort(number);
        rest.writeInt(Long.BYTES);
        rest.writeLong(7);
        rest.writeInt(2);
        rest.write("é".getBytes(StandardCharsets.UTF_8));
        rest.writeShort(0);
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream said, char type, byte[] message) throws IOException {
        var out = new DataOutputStream(said);
        out.writeByte(type);
        out.writeInt(Integer.BYTES + message.length);
        out.write(message);
    }
}
