package blog.posts;

import static blog.schema.Tables.POSTS;

import blog.database.Checks;

/** A post to be written, or to take the place of one. */
public record NewPost(String title, String content) implements Checks.Ruled {
    @Override
    public Checks checks() {
        return new Checks().text("title", title, POSTS.TITLE).text("content", content, POSTS.CONTENT);
    }
}
