package blog.layout.broken.schema;

/** Stands in for the generated classes. */
public record Tables() {}
