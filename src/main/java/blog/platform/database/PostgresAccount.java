package blog.platform.database;

import blog.platform.problem.CannotRunException;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The account PostgreSQL runs under: Blog's own, except that PostgreSQL refuses to run as root. Then it is the owner
 * of the folder, an account without rights of its own or, where none of them can reach the folder, root without root's
 * rights in a user namespace.
 */
record PostgresAccount(List<String> prefix, long user, long group) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** @param fresh whether the folder was made just now, so that it may be given away */
    static PostgresAccount choose(Path folder, boolean fresh) throws IOException {
        var self = new UnixSystem();
        if (self.getUid() != 0) return new PostgresAccount(List.of(), self.getUid(), self.getGid());
        var refusals = new ArrayList<String>();
        for (var account : candidates(folder)) {
            if (fresh) account.own(folder);
            var tried = account.attempt(folder);
            if (tried.worked()) return account;
            refusals.add(account.prefix.getFirst() + ": " + tried.output().strip());
        }
        throw new CannotRunException("""
                PostgreSQL refuses to run as root, and no other account could be used for it in %s:
                  %s
                Run Blog as an ordinary user, or set DATABASE_URL to a PostgreSQL 18.""".formatted(folder, String.join("\n  ", refusals)));
    }

    private static List<PostgresAccount> candidates(Path folder) throws IOException {
        var accounts = new ArrayList<PostgresAccount>();
        var data = folder.resolve(PostgresDataFolder.NAME);
        for (var owned : List.of(data, folder)) {
            if (Files.exists(owned) && id(owned, "uid") != 0) accounts.add(dropped(id(owned, "uid"), id(owned, "gid")));
        }
        if (accounts.isEmpty()) {
            for (var name : List.of("postgres", "nobody")) named(folder, name).forEach(accounts::add);
        }
        accounts.add(new PostgresAccount(List.of("unshare", "-U", "--"), 0, 0));
        return accounts;
    }

    private static Stream<PostgresAccount> named(Path folder, String name) throws IOException {
        var user = ExternalCommand.run(folder, List.of("id", "-u", name), "", LIMIT);
        var group = ExternalCommand.run(folder, List.of("id", "-g", name), "", LIMIT);
        return user.worked() && group.worked()
                ? Stream.of(dropped(
                        Long.parseLong(user.output().strip()),
                        Long.parseLong(group.output().strip())))
                : Stream.empty();
    }

    private static PostgresAccount dropped(long user, long group) {
        var prefix =
                List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--no-new-privs", "--");
        return new PostgresAccount(prefix, user, group);
    }

    /** PostgreSQL looks its account's name up, and has to get into the folder. */
    private ExternalCommand attempt(Path folder) {
        try {
            var script = "id -un >/dev/null && cd \"$1\"";
            return ExternalCommand.run(
                    Path.of("/"), as(List.of("sh", "-c", script, "sh", folder.toString())), "", LIMIT);
        } catch (IOException notInstalled) {
            return new ExternalCommand(-1, String.valueOf(notInstalled.getMessage()));
        }
    }

    /** The words that run a program under this account. */
    List<String> as(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /** Gives this account a folder with all that is in it, itself last: it shows whether all is done. */
    void own(Path path) throws IOException {
        if (prefix.isEmpty() || id(path, "uid") == user) return;
        try (var all = Files.walk(path)) {
            for (var each : all.toList().reversed()) give(each, user, group);
        }
    }

    /** Takes a file back to the account that Blog runs under. */
    void disown(Path file) throws IOException {
        var self = new UnixSystem();
        if (!prefix.isEmpty()) give(file, self.getUid(), self.getGid());
    }

    private static void give(Path path, long user, long group) throws IOException {
        Files.setAttribute(path, "unix:gid", (int) group, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", (int) user, LinkOption.NOFOLLOW_LINKS);
    }

    private static long id(Path path, String kind) throws IOException {
        return Integer.toUnsignedLong((int) Files.getAttribute(path, "unix:" + kind, LinkOption.NOFOLLOW_LINKS));
    }
}
