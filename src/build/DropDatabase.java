// Drops the database that a build made on a given server: stop-throwaway.sh runs this when it is still written down.
// The argument is the file that says which: lines 3 and 4 are the server's URL and the database's name.

void main(String[] arguments) throws Exception {
    var lines = java.nio.file.Files.readAllLines(Path.of(arguments[0]));
    try (var connection = java.sql.DriverManager.getConnection(lines.get(2));
            var statement = connection.createStatement()) {
        statement.execute("drop database if exists " + lines.get(3) + " with (force)");
    } catch (java.sql.SQLException fault) {
        System.err.println("Could not drop the database " + lines.get(3) + ": " + fault.getMessage());
        System.exit(1);
    }
}
