package blog.mutations;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One change of the schema that the code was not told of.
 *
 * @param kind what is done, such as "rename column"
 * @param object what it is done to, such as "posts.title"
 * @param statements SQL that does it
 */
record Mutation(String kind, String object, String statements) {
    /** Every mutation of the schema as it is now, in the order of what is mutated. */
    static List<Mutation> all() {
        var database = TestDatabase.fresh();
        try {
            return of(database);
        } finally {
            TestDatabase.drop(database);
        }
    }

    /** Every mutation of the schema of this database. */
    static List<Mutation> of(Settings.Login database) {
        try (var connection = new Sql(database).connect();
                var rows = connection.createStatement().executeQuery(query())) {
            var all = new ArrayList<Mutation>();
            while (rows.next()) {
                all.add(new Mutation(rows.getString("kind"), rows.getString("object"), rows.getString("statements")));
            }
            return all;
        } catch (SQLException fault) {
            throw new AssertionError("mutations.sql cannot list the mutations: " + fault.getMessage(), fault);
        }
    }

    private static String query() {
        try (var file = Mutation.class.getResourceAsStream("mutations.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    String name() {
        return kind + " " + object;
    }
}
