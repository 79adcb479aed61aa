package blog.layout.broken.tools.bench;

/** What {@link blog.layout.broken.cli.Commands} must not use. */
public record Load() {}
