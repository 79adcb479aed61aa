package blog.mutations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The mutations that nothing notices, each with a reason somebody reviewed: survivors.txt, where a reason stands above
 * the indented names of those it is the reason of.
 */
final class ReviewedSurvivors {
    /**
     * Messages by which PostgreSQL may refuse a mutation: the nullability of what must not be null, a type that an
     * index cannot hold, and a trigger that would look at rows which there are not before or with its event.
     */
    private static final Pattern IMPOSSIBLE = Pattern.compile("is in a primary key|is an identity column"
            + "|access method \"gin\"|transition table|OLD TABLE can only|NEW TABLE can only"
            + "|trigger's WHEN condition cannot reference OLD values");

    private final Map<String, String> reasons = new LinkedHashMap<>();

    private ReviewedSurvivors() {}

    static ReviewedSurvivors reviewed() throws IOException {
        var survivors = new ReviewedSurvivors();
        try (var file = Objects.requireNonNull(ReviewedSurvivors.class.getResourceAsStream("survivors.txt"));
                var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            survivors.read(lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList());
        }
        return survivors;
    }

    private void read(List<String> lines) {
        var reason = new StringBuilder();
        boolean named = false;
        for (var line : lines) {
            if (line.startsWith(" ")) {
                reasons.put(line.strip(), reason.toString());
                named = true;
                continue;
            }
            if (named) reason.setLength(0);
            named = false;
            reason.append(reason.isEmpty() ? "" : " ").append(line.strip());
        }
    }

    Collection<String> names() {
        return reasons.keySet();
    }

    String reasonOf(Mutation mutation) {
        return reasons.getOrDefault(mutation.name(), "NO REASON GIVEN");
    }

    /** Returns the disagreements between the file and the results, one line each. */
    List<String> faults(List<MutationResult> verdicts) {
        var faults = new ArrayList<String>();
        for (var verdict : verdicts) {
            boolean expected = reasons.containsKey(verdict.mutation().name());
            if (verdict.survived() && !expected) {
                faults.add(verdict.mutation().name()
                        + " survives: write a test that notices it, or the reason why none can, in survivors.txt");
            }
            if (verdict.outcome() == MutationResult.Outcome.IMPOSSIBLE
                    && !IMPOSSIBLE.matcher(verdict.by()).find()) {
                faults.add(verdict + ": PostgreSQL refuses it for a reason nobody has looked at");
            }
            if (!verdict.survived() && expected) {
                faults.add(verdict + ": take its reason out of survivors.txt");
            }
        }
        return faults;
    }
}
