package blog.tools.bench;

/** Something that can be done over and over, as fast as it goes. */
interface LoadGenerator {
    Measurement run(int connections, int seconds);
}
