package blog.layout.broken.posts;

import org.jooq.DSLContext;

/** Breaks rules on purpose. */
record PostsRoutes(DSLContext sql, Posts posts) {}
