package blog.layout.broken.mystery;

/** Breaks rules on purpose. */
record Lost() {}
