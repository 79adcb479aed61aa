package blog.layout.broken.cli;

import blog.layout.broken.tools.bench.Load;

/** Breaks rules on purpose. */
record Commands(Load load) {}
