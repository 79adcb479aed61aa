package blog.layout.broken.chain.migrations;

import blog.layout.broken.platform.http.Tables;
import blog.layout.broken.posts.Posts;
import blog.schema.postgres.tables.PgAttribute;
import io.javalin.http.Context;

/** Breaks rules on purpose. */
record Migration(Posts posts, Tables tables, Context asking, PgAttribute columns) {}
