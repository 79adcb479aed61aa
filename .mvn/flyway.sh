# Sourced by ./mvnw when a goal of Flyway's is asked for: hands it the database of DATABASE_URL, from the environment or,
# as Blog reads it, from the file .env. What is given to Flyway itself (FLYWAY_URL, -Dflyway.url) comes first.

flyway_login() {
  [ -n "${DATABASE_URL-}" ] || DATABASE_URL=$(flyway_setting "$base/.env")
  if [ -z "$DATABASE_URL" ]; then
    echo "mvn flyway:… needs a database: set DATABASE_URL, in the environment or in .env. (For Blog's own database, use" \
      "./blog db status, ./blog db migrate and the like.)" >&2
    exit 2
  fi
  parts=$(printf '%s\n' "$DATABASE_URL" | LC_ALL=C awk "$flyway_parts") || {
    echo "DATABASE_URL is no address of PostgreSQL: ./blog help config says how it is written." >&2
    exit 2
  }
  FLYWAY_URL=$(printf '%s\n' "$parts" | sed -n 1p)
  FLYWAY_USER=$(printf '%s\n' "$parts" | sed -n 2p)
  FLYWAY_PASSWORD=$(printf '%s\n' "$parts" | sed -n 3p)
  export FLYWAY_URL FLYWAY_USER FLYWAY_PASSWORD
}

# The value of DATABASE_URL in file $1, without the quotes and the comment that may be around it.
flyway_setting() {
  [ -f "$1" ] || return 0
  sed -n -e "s/^[[:space:]]*\(export[[:space:]][[:space:]]*\)\{0,1\}DATABASE_URL[[:space:]]*=[[:space:]]*//p" "$1" \
    | tail -n 1 | sed -e "s/^'\([^']*\)'.*/\1/;t" -e 's/^"\([^"]*\)".*/\1/;t' -e 's/[[:space:]].*//' | tr -d '\r'
}

# Three lines: the address for the driver without user and password, the user, the password.
flyway_parts='
  function decoded(text, jdbc,   out, at) {
    if (jdbc) gsub(/\+/, " ", text)
    out = ""
    while ((at = index(text, "%")) > 0) {
      out = out substr(text, 1, at - 1) sprintf("%c", number(substr(text, at + 1, 2)))
      text = substr(text, at + 3)
    }
    return out text
  }
  function number(hex) {
    hex = tolower(hex)
    return 16 * (index("0123456789abcdef", substr(hex, 1, 1)) - 1) + index("0123456789abcdef", substr(hex, 2, 1)) - 1
  }
  {
    jdbc = sub(/^jdbc:postgresql:\/\//, "")
    if (!jdbc && !sub(/^postgres(ql)?:\/\//, "")) exit 1
    # As Blog does: the login ends at the last @ before the first / or ?, and no other may come after that.
    server = match($0, /[\/?]/) ? substr($0, 1, RSTART - 1) : $0
    if (!jdbc && (index(substr($0, length(server) + 1), "@") || index($0, "#"))) exit 1
    if (!jdbc && match(server, /.*@/)) {
      login = substr(server, 1, RLENGTH - 1)
      $0 = substr($0, RLENGTH + 1)
      colon = index(login, ":")
      user = decoded(colon ? substr(login, 1, colon - 1) : login, 0)
      password = colon ? decoded(substr(login, colon + 1), 0) : ""
    }
    question = index($0, "?")
    place = question ? substr($0, 1, question - 1) : $0
    count = question ? split(substr($0, question + 1), options, "&") : 0
    kept = ""
    for (i = 1; i <= count; i++) {
      value = substr(options[i], index(options[i], "=") + 1)
      if (options[i] ~ /^user=/) user = decoded(value, jdbc)
      else if (options[i] ~ /^password=/) password = decoded(value, jdbc)
      else kept = kept (kept == "" ? "?" : "&") options[i]
    }
    print "jdbc:postgresql://" place kept
    print user
    print password
  }'
