package blog.launcher;

import java.util.List;

/** Stands in for Blog in the launcher's tests: reports how it was started. */
public final class LaunchReporter {
    private LaunchReporter() {}

    public static void main(String[] arguments) {
        System.out.println("arguments " + List.of(arguments));
        System.out.println("folder " + System.getProperty("user.dir"));
        System.out.println("process " + ProcessHandle.current().pid());
        System.out.println("heap " + Runtime.getRuntime().maxMemory() / 1_000_000);
        System.exit(arguments.length > 1 && arguments[1].matches("\\d+") ? Integer.parseInt(arguments[1]) : 0);
    }
}
