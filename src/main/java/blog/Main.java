package blog;

/** Picks the command and maps faults to an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("blog");
    }
}
