package blog.tools.bench;

/** An operation that can be repeated as fast as possible. */
interface LoadGenerator {
    Measurement run(int connections, int seconds);
}
