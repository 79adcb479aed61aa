package blog.layout.broken.http;

/** Breaks rules on purpose. */
record Tables(blog.layout.broken.schema.Tables tables) {}
