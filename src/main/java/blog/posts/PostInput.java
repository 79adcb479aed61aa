package blog.posts;

import static blog.schema.Tables.POSTS;

import blog.platform.database.ColumnChecks;
import blog.platform.input.PatchMember;

/**
 * A post as its author writes it: a new one, one that takes the place of another, or, in a PATCH, what is to change. Only
 * a PATCH leaves members out; elsewhere one that is not there is null.
 */
public record PostInput(PatchMember<String> title, PatchMember<String> content) implements ColumnChecks.Ruled {
    static final ColumnChecks.Pattern TITLE = new ColumnChecks.Pattern(
            "^(?!\\s*$)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
            "must not contain line breaks or other control characters");

    @Override
    public ColumnChecks checks() {
        return new ColumnChecks().line("title", title, POSTS.TITLE, TITLE).text("content", content, POSTS.CONTENT);
    }
}
