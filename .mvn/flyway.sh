# Sourced by ./mvnw when a goal of Flyway's is asked for: hands it the database of DATABASE_URL, from the environment or
# from the file .env, read by Blog's own classes. What is given to Flyway itself (FLYWAY_URL, -Dflyway.url) comes first.

flyway_login() {
  parts=$(printf '%s' "${DATABASE_URL-}" | "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 \
    "$base/src/main/java/blog/platform/config/FlywayLogin.java" "$base")
  [ -n "$parts" ] || exit 2
  FLYWAY_URL=$(printf '%s\n' "$parts" | sed -n 1p)
  FLYWAY_USER=$(printf '%s\n' "$parts" | sed -n 2p)
  FLYWAY_PASSWORD=$(printf '%s\n' "$parts" | sed -n 3p)
  export FLYWAY_URL FLYWAY_USER FLYWAY_PASSWORD
}
