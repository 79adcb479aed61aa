package blog.platform.database;

import static blog.platform.database.EmbeddedPostgres.Durability.KEPT;
import static blog.platform.database.EmbeddedPostgres.Durability.THROWAWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers: kept ones where durability matters, throwaway ones elsewhere. */
@Tag("proof")
class EmbeddedPostgresTest {
    /** Under the project, which root's server account can reach; a @TempDir it cannot. */
    private static final Path SHELF = Path.of("target/postgresql-programs").toAbsolutePath();

    private static final Path REACHABLE =
            Path.of("target/embedded-postgres-test").toAbsolutePath();

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void newFolder() throws IOException {
        PrivateFiles.delete(REACHABLE);
        folder = REACHABLE;
    }

    @AfterEach
    void noServerLeft() throws IOException {
        assertThat(REACHABLE.resolve("postgresql/postmaster.pid")).doesNotExist();
        PrivateFiles.delete(REACHABLE);
    }

    @Test
    void aNewFolderHoldsADatabaseThatKeepsWhatItIsTold() throws SQLException {
        try (var postgres = start(KEPT)) {
            var login = postgres.login("blog");
            assertThat(ask(login, "show server_version_num")).startsWith("18");
            assertThat(ask(login, "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(
                            login,
                            "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'blog'"))
                    .isEqualTo("b C.UTF-8");
            assertThat(ask(login, "select upper('ärger')")).isEqualTo("ÄRGER");
            assertThat(ask(login, "show fsync")).isEqualTo("on");
            assertThat(ask(login, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(login, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(login, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            order(login, "create table kept (word text)");
            order(login, "insert into kept values ('still here')");
            order(login, "create database another");
        }
        try (var postgres = start(KEPT)) {
            assertThat(ask(postgres.login("blog"), "select word from kept")).isEqualTo("still here");
            assertThat(ask(postgres.login("another"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aThrowawayServerBeginsEmptyAndLeavesNoData() throws SQLException {
        for (int time = 1; time <= 2; time++) {
            try (var postgres = start(THROWAWAY)) {
                assertThat(ask(postgres.login("blog"), "show fsync")).isEqualTo("off");
                order(postgres.login("blog"), "create table gone ()");
            }
            assertThat(folder.resolve("postgresql")).doesNotExist();
        }
    }

    @Test
    void nobodyElseGetsIn() throws IOException {
        try (var postgres = start(THROWAWAY)) {
            for (var name : List.of("password", "superuser-password", "postgresql.log")) {
                assertThat(permissions(folder.resolve(name))).isEqualTo("rw-------");
            }
            assertThat(permissions(folder)).isEqualTo("rwx------");
            assertThat(permissions(folder.resolve("postgresql"))).isEqualTo("rwx------");
            assertThat(Files.readAllLines(folder.resolve("postgresql/pg_hba.conf")))
                    .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("scram-sha-256"));
            var login = postgres.login("blog");
            assertRefused(with(login, "blog", "wrong"));
            assertRefused(with(login, "blog", ""));
            assertRefused(with(login, "postgres", login.password()));
            assertThat(login.toString()).doesNotContain(login.password());
        }
    }

    @Test
    void itListensOnLoopbackOnly() throws IOException, SQLException {
        try (var postgres = start(THROWAWAY)) {
            var login = postgres.login("blog");
            assertThat(ask(login, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(login, "show unix_socket_directories")).isEmpty();
            for (var address : addressesOfThisMachine()) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> new Socket(address, login.port()).close());
            }
        }
    }

    @Test
    void aSecondStartInThisProcessIsRefused() {
        try (var postgres = start(THROWAWAY)) {
            assertThat(postgres.login("blog").port()).isPositive();
            assertThatExceptionOfType(CannotRunException.class)
                    .isThrownBy(() -> start(THROWAWAY))
                    .withMessageContaining("Another blog (process %d) is using the folder %s."
                            .formatted(ProcessHandle.current().pid(), folder));
        }
    }

    @Test
    void anotherProcessIsRefusedAndWhatItLeavesBehindWhenKilledIsEnded() throws Exception {
        var other = startInAnotherProcess();
        var orphan = serverProcess();
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> start(KEPT))
                .withMessageContaining("Another blog (process %d) is using the folder".formatted(other.pid()));

        other.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();
        try (var postgres = start(KEPT)) {
            assertThat(orphan.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
            assertThat(ask(postgres.login("blog"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void theServerIsOutOfReachOfCtrlC() throws IOException {
        try (var postgres = start(THROWAWAY)) {
            assertThat(postgres.login("blog").port()).isPositive();
            assertThat(group(serverProcess())).isNotEqualTo(group(ProcessHandle.current()));
        }
    }

    @Test
    void aPortThatSomebodyElseTookIsNotInsistedOn() throws IOException, SQLException {
        int port = EmbeddedPostgres.freePort();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = List.of(taken.getLocalPort(), port).iterator();
            try (var postgres = EmbeddedPostgres.start(folder, SHELF, ports::next, THROWAWAY)) {
                assertThat(postgres.login("blog").port()).isEqualTo(port);
                assertThat(ask(postgres.login("blog"), "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aProcessThatHasTheNumberOfAnEarlierServerIsLeftAlone() throws IOException {
        start(KEPT).close();
        var note = folder.resolve("postgresql/postmaster.pid");
        Files.writeString(note, ProcessHandle.current().pid() + "\n" + folder.resolve("postgresql") + "\n");

        try (var postgres = start(KEPT)) {
            assertThat(postgres.login("blog").port()).isPositive();
        }
    }

    @Test
    void dataOfAnotherVersionAreRefused() throws IOException {
        start(KEPT).close();
        Files.writeString(folder.resolve("postgresql/PG_VERSION"), "17\n");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> start(KEPT))
                .withMessageContaining("holds data of PostgreSQL 17, and this Blog brings PostgreSQL 18");
    }

    @Test
    void aDamagedFolderIsToldWithWhatPostgreSqlSays() throws IOException {
        start(KEPT).close();
        Files.delete(folder.resolve("postgresql/global/pg_control"));

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> start(KEPT))
                .withMessageContaining("PostgreSQL did not start in " + folder.resolve("postgresql"))
                .withMessageContaining("could not find the database system");

        Files.delete(folder.resolve("postgresql/PG_VERSION"));
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> start(KEPT))
                .withMessageContaining("is not a complete PostgreSQL folder");
    }

    @Test
    void aFolderThatCannotBeUsedIsToldApart() throws IOException {
        var file = Files.createFile(temporary.resolve("file"));
        var open = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertCannotRun(Path.of("/proc/blog"), "The folder /proc/blog cannot hold a database: ");
        assertCannotRun(file, "cannot hold a database: " + file + " is not a folder.");
        assertCannotRun(file.resolve("below"), "cannot hold a database: ");
        assertCannotRun(open, "can be written to by every user of this machine");
        assertCannotRun(temporary.resolve("a$b"), "is in its name");
    }

    @Test
    void aRelativeFolderHoldsItsProgramsToo() throws SQLException {
        var relative = Path.of("").toAbsolutePath().relativize(folder);
        try (var postgres = EmbeddedPostgres.start(relative, THROWAWAY)) {
            assertThat(ask(postgres.login("blog"), "select 1")).isEqualTo("1");
            assertThat(folder.resolve("programs")).isDirectory();
        }
    }

    @Test
    void anInterruptedFirstStartIsBegunAnew() throws IOException {
        start(KEPT).close();
        Files.move(folder.resolve("postgresql"), folder.resolve("postgresql.new"));

        try (var postgres = start(KEPT)) {
            assertThat(folder.resolve("postgresql.new")).doesNotExist();
            assertThat(postgres.login("blog").port()).isPositive();
        }
    }

    @Test
    void asRootTheServerIsAnAccountWithoutRights() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        try (var postgres = start(THROWAWAY)) {
            assertThat(postgres.login("blog").port()).isPositive();
            assertThat(serverProcess().info().user())
                    .hasValueSatisfying(user -> assertThat(user).isIn("postgres", "nobody"));
            for (var secret : List.of("password", "superuser-password")) {
                assertThat(Files.getOwner(folder.resolve(secret)).getName())
                        .as(secret)
                        .isEqualTo("root");
                assertThat(permissions(folder.resolve(secret))).as(secret).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void asRootTheServerReachesAFolderThatOnlyRootCan() throws IOException, SQLException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        folder = temporary.resolve("with spaces");
        try (var postgres = start(THROWAWAY)) {
            assertThat(permissions(temporary)).isEqualTo("rwx------");
            assertThat(ask(postgres.login("blog"), "select 1")).isEqualTo("1");
        }
    }

    private EmbeddedPostgres start(EmbeddedPostgres.Durability durability) {
        return EmbeddedPostgres.start(folder, SHELF, EmbeddedPostgres::freePort, durability);
    }

    private Process startInAnotherProcess() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                KeepsPostgres.class.getName(),
                "" + folder,
                "" + SHELF);
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        assertThat(process.inputReader().readLine()).isEqualTo("started");
        return process;
    }

    private ProcessHandle serverProcess() throws IOException {
        var note = Files.readAllLines(folder.resolve("postgresql/postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(note.getFirst())).orElseThrow();
    }

    private static String group(ProcessHandle process) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", "" + process.pid()).start();
        return ps.inputReader().readLine().strip();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<InetAddress> addressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static Settings.Login with(Settings.Login login, String user, String password) {
        return new Settings.Login(login.host(), login.port(), login.database(), user, password, Map.of());
    }

    private static void assertRefused(Settings.Login login) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ask(login, "select 1"))
                .withMessageContaining("password");
    }

    private static void assertCannotRun(Path folder, String reason) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, SHELF, EmbeddedPostgres::freePort, THROWAWAY))
                .withMessageContaining(reason);
    }

    private static String ask(Settings.Login login, String question) throws SQLException {
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                var rows = connection.createStatement().executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void order(Settings.Login login, String order) throws SQLException {
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password())) {
            connection.createStatement().execute(order);
        }
    }
}
