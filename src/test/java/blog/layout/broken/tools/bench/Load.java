package blog.layout.broken.tools.bench;

/** A class that {@link blog.layout.broken.cli.Commands} must not use. */
public record Load() {}
