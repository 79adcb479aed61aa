package blog.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kernel's statistics of processes, from /proc; NaN or 0 where it does not exist. */
final class ProcessStatistics {
    private static final double MICROSECONDS_A_TICK = 10_000;
    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    private ProcessStatistics() {}

    /** Microseconds of CPU a process, its children and its ended children have had. */
    static double cpu(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.children())
                .mapToDouble(ProcessStatistics::cpuWithEndedChildren)
                .sum();
    }

    static double cpuWithEndedChildren(ProcessHandle process) {
        var fields = fields(process);
        if (fields.isEmpty()) return 0;
        var ticks = fields.subList(UTIME, CSTIME + 1).stream().mapToLong(Long::parseLong);
        return ticks.sum() * MICROSECONDS_A_TICK;
    }

    /** Megabytes of memory a process holds now. */
    static double resident(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException unknown) {
            return Double.NaN;
        }
    }

    /** Returns the load average of the last minute; empty where it is not known. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException unknown) {
            return "";
        }
    }

    /** The words of /proc/PID/stat after the program's name, which may have blanks in it. */
    private static List<String> fields(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException ended) {
            return List.of();
        }
    }
}
