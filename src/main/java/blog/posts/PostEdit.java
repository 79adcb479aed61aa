package blog.posts;

import static blog.schema.Tables.POSTS;

import blog.platform.database.ColumnChecks;
import blog.platform.input.PatchMember;

/** A change of a post; what is left out stays as it is. */
public record PostEdit(PatchMember<String> title, PatchMember<String> content) implements ColumnChecks.Ruled {
    static PostEdit of(NewPost post) {
        return new PostEdit(PatchMember.to(post.title()), PatchMember.to(post.content()));
    }

    @Override
    public ColumnChecks checks() {
        var checks = new ColumnChecks();
        title.ifGiven(value -> checks.text("title", value, POSTS.TITLE, NewPost.TITLE));
        content.ifGiven(value -> checks.text("content", value, POSTS.CONTENT));
        return checks;
    }
}
