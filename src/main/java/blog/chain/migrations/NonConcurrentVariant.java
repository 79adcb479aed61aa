package blog.chain.migrations;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The non-concurrent form of a statement that cannot run in a transaction, for use in a trial. It takes stronger
 * locks, so it may not take long.
 */
final class NonConcurrentVariant implements StatementListener {
    private static final Pattern CONCURRENTLY =
            Pattern.compile("(?i)(?:create|drop)(?: unique)? index concurrently .*|alter table .* concurrently");

    private static final String LONGEST = "2s";
    private static final String LIMIT = "statement_timeout";

    private final DSLContext sql;
    private String before = "";

    NonConcurrentVariant(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Those whose turn nobody would notice, such as a reindex, are left out. What stands in is still called not
     * transactional.
     */
    static List<ScriptStatement> of(List<ScriptStatement> steps) {
        return steps.stream()
                .flatMap(step -> step.transactional() ? Stream.of(step) : standingFor(step))
                .toList();
    }

    private static Stream<ScriptStatement> standingFor(ScriptStatement step) {
        return CONCURRENTLY.matcher(step.onOneLine()).matches()
                ? Stream.of(new ScriptStatement(SqlToken.without("concurrently", step.sql()), step.line(), false))
                : Stream.empty();
    }

    /** Without those at the end, after which nothing comes that could see what they did. */
    static List<ScriptStatement> seen(List<ScriptStatement> steps) {
        int end = steps.size();
        while (end > 0 && !steps.get(end - 1).transactional()) end--;
        return steps.subList(0, end);
    }

    @Override
    public void before(ScriptStatement step) {
        if (!step.transactional()) {
            before = sql.select(DSL.function(DSL.name("current_setting"), SQLDataType.VARCHAR, DSL.val(LIMIT)))
                    .fetchSingle()
                    .value1();
            limit(LONGEST);
        }
    }

    @Override
    public void after(ScriptStatement step, Duration time) {
        if (!step.transactional()) limit(before);
    }

    private void limit(String time) {
        sql.setLocal(DSL.name(LIMIT), DSL.val(time)).execute();
    }
}
