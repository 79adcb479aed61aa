package blog.layout.broken.platform.problem;

import org.jooq.Name;

/** Breaks rules on purpose. */
record Bound(Name name) {}
