package blog.layout.broken.platform.config;

import org.slf4j.Logger;

/** Breaks rules on purpose. */
record Settings(Logger log) {}
