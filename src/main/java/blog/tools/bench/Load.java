package blog.tools.bench;

/** Something that can be done over and over, as fast as it goes. */
interface Load {
    Figures run(int connections, int seconds);
}
