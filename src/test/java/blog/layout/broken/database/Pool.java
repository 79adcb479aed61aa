package blog.layout.broken.database;

import io.javalin.http.Context;

/** Breaks rules on purpose. */
record Pool(Context asking) {}
