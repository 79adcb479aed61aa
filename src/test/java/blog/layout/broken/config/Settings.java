package blog.layout.broken.config;

import org.slf4j.Logger;

/** Breaks rules on purpose. */
record Settings(Logger log) {}
