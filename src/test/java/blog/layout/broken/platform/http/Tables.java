package blog.layout.broken.platform.http;

/** Breaks rules on purpose. */
public record Tables(blog.layout.broken.schema.Tables tables) {}
