package blog.tools.bench;

/** The measured scenarios, each with its target as a share of PostgreSQL's own rate; 0 for none. */
enum Scenario {
    ONE_POST("one post", 0.40),
    FIRST_PAGE("first page of 20", 0.40),
    ANY_PAGE("page of 20, any depth", 0.40),
    NEW_POST("new post", 0.60),
    LIKES_SPREAD("like, any post", 0),
    LIKES_ON_ONE("like and unlike, one post", 0);

    private final String title;
    private final double target;

    Scenario(String title, double target) {
        this.title = title;
        this.target = target;
    }

    String title() {
        return title;
    }

    double target() {
        return target;
    }
}
