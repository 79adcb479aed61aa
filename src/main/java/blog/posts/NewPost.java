package blog.posts;

import static blog.schema.Tables.POSTS;

import blog.platform.database.ColumnChecks;

/** The content of a new post, or of one to be replaced. */
public record NewPost(String title, String content) implements ColumnChecks.Ruled {
    static final ColumnChecks.Pattern TITLE = new ColumnChecks.Pattern(
            "^(?!\\s*$)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
            "must not contain line breaks or other control characters");

    @Override
    public ColumnChecks checks() {
        return new ColumnChecks().text("title", title, POSTS.TITLE, TITLE).text("content", content, POSTS.CONTENT);
    }
}
