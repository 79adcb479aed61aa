package blog.tools.bench;

/**
 * The measured scenarios, each with its targets as shares of PostgreSQL's own rate: for as many connections as the service
 * has to PostgreSQL, and for a crowd, where what callers have in common makes up for the way through the service. 0 for none.
 */
enum Scenario {
    ONE_POST("one post", 0.50, 0.90),
    FIRST_PAGE("first page of 20", 1.00, 1.50),
    ANY_PAGE("page of 20, any depth", 0.55, 0.70),
    NEW_POST("new post", 0.80, 1.20),
    LIKES_SPREAD("like, any post", 0, 0),
    LIKES_ON_ONE("like and unlike, one post", 4.00, 10.00);

    private static final int FEW = 4;
    private static final int CROWD = 64;

    private final String title;
    private final double target;
    private final double targetOfCrowd;

    Scenario(String title, double target, double targetOfCrowd) {
        this.title = title;
        this.target = target;
        this.targetOfCrowd = targetOfCrowd;
    }

    boolean isRead() {
        return this == ONE_POST || this == FIRST_PAGE || this == ANY_PAGE;
    }

    String title() {
        return title;
    }

    /** None where too few ask for anything to be shared. */
    double target(int connections) {
        if (connections <= FEW) return 0;
        return connections < CROWD ? target : targetOfCrowd;
    }
}
