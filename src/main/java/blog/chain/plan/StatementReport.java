package blog.chain.plan;

import java.util.List;

/**
 * The effects of one statement.
 *
 * @param locks that it took on what was there before, strongest first
 * @param rewritten tables and indexes that are in another file since
 * @param waitMilliseconds the longest that a writer waited while it ran
 */
public record StatementReport(
        int line,
        String sql,
        long milliseconds,
        List<String> locks,
        boolean stopsWriters,
        List<String> rewritten,
        long waitMilliseconds,
        long bytesAdded) {}
