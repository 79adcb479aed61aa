package blog.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("own-server")
@Timeout(60)
class BatchingAppenderTest {
    private final Output output = new Output();
    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("test");

    /** Somebody reads what is written only once the gate is open. */
    private static final class Output extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            try {
                gate.await();
            } catch (InterruptedException fault) {
                throw new IllegalStateException(fault);
            }
            written.write(bytes, start, length);
        }

        List<String> lines() {
            return written.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    private BatchingAppender appender() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%msg%kvp{NONE}%n");
        text.start();
        var appender = new BatchingAppender(output);
        appender.setContext(context);
        appender.setEncoder(text);
        appender.start();
        log.addAppender(appender);
        return appender;
    }

    @AfterEach
    void stop() {
        output.gate.countDown();
        context.stop();
    }

    @Test
    void whoLogsDoesNotWaitForTheOutputAndTheLineComesByItself() {
        appender();
        output.gate = new CountDownLatch(1);
        log.info("first");
        log.info("second");
        assertThat(output.lines()).isEmpty();

        output.gate.countDown();
        while (output.lines().size() < 2) Thread.onSpinWait();
        assertThat(output.lines()).containsExactly("first", "second");
    }

    @Test
    void aWarningIsOutBehindAllBeforeItWhenTheCallReturns() {
        appender();
        for (int i = 0; i < 1000; i++) {
            log.info("before {}", i);
            log.warn("warning {}", i);
            assertThat(output.lines()).hasSize(2 * i + 2).endsWith("before " + i, "warning " + i);
        }
    }

    @Test
    void nothingIsDroppedWhileNobodyReads() throws Exception {
        appender();
        output.gate = new CountDownLatch(1);
        int each = BatchingAppender.ROOM;
        var all = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 4; thread++) {
                var name = "thread " + thread;
                all.add(threads.submit(() -> IntStream.range(0, each).forEach(i -> log.info("{} line {}", name, i))));
            }
            output.gate.countDown();
            for (var one : all) one.get();
        }
        log.error("the end");

        assertThat(output.lines()).hasSize(4 * each + 1).endsWith("the end");
        for (int thread = 0; thread < 4; thread++) {
            var name = "thread " + thread + " ";
            assertThat(output.lines().stream().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(IntStream.range(0, each)
                            .mapToObj(i -> name + "line " + i)
                            .toList());
        }
    }

    @Test
    void afterTheEndEachLineIsOutAtOnce() {
        var appender = appender();
        log.info("before");
        appender.end();
        assertThat(output.lines()).containsExactly("before");
        log.info("after");
        assertThat(output.lines()).containsExactly("before", "after");
    }

    @Test
    void aLineThatCannotBeWrittenTakesNoOtherWithIt() {
        appender();
        var broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("cannot be written");
            }
        };
        log.info("before");
        log.atInfo().addKeyValue("broken", broken).log("broken");
        log.info("after");
        assertThatCode(() -> log.warn("the end")).doesNotThrowAnyException();
        assertThat(output.lines()).containsExactly("before", "after", "the end");
    }
}
