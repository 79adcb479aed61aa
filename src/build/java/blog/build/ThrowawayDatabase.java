package blog.build;

/** The database that one build migrates and generates from: where it is, what kind of server it is on, and why that one. */
record ThrowawayDatabase(String kind, String why, String url, String user, String password) {}
