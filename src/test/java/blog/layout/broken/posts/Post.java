package blog.layout.broken.posts;

import blog.layout.broken.platform.http.Tables;

/** Breaks rules on purpose. */
record Post(Tables tables) {}
