package blog.posts;

import static blog.schema.Tables.POSTS;

import blog.platform.database.Checks;

/** A post to be written, or to take the place of one. */
public record NewPost(String title, String content) implements Checks.Ruled {
    static final Checks.Pattern TITLE = new Checks.Pattern(
            "^(?!\\s*$)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
            "must not contain line breaks or other control characters");

    @Override
    public Checks checks() {
        return new Checks().text("title", title, POSTS.TITLE, TITLE).text("content", content, POSTS.CONTENT);
    }
}
