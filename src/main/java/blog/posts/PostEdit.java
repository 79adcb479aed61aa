package blog.posts;

import static blog.schema.Tables.POSTS;

import blog.platform.database.Checks;
import blog.platform.input.Change;

/** A change of a post; what is left out stays as it is. */
public record PostEdit(Change<String> title, Change<String> content) implements Checks.Ruled {
    static PostEdit of(NewPost post) {
        return new PostEdit(Change.to(post.title()), Change.to(post.content()));
    }

    @Override
    public Checks checks() {
        var checks = new Checks();
        title.ifGiven(value -> checks.text("title", value, POSTS.TITLE, NewPost.TITLE));
        content.ifGiven(value -> checks.text("content", value, POSTS.CONTENT));
        return checks;
    }
}
