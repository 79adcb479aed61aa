package blog.layout.broken.schema;

/** Stands for the generated classes. */
public record Tables() {}
