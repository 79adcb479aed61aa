package blog.layout.broken.problem;

import org.jooq.Name;

/** Breaks rules on purpose. */
record Bound(Name name) {}
