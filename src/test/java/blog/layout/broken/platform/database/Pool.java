package blog.layout.broken.platform.database;

import io.javalin.http.Context;

/** Breaks rules on purpose. */
record Pool(Context asking) {}
