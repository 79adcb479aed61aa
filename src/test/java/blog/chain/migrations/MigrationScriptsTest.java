package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of migrations, and the files in it that are none. */
final class MigrationScriptsTest {
    private static final String ONE = "V20260101000000__do_one.sql";

    @TempDir
    Path folder;

    @Test
    void onlyFilesThatAreNamedSoAreMigrationsOldestFirst() throws IOException {
        var named = List.of("V10__b.sql", "V9__a.sql", "U9__a.sql", "U8__alone.sql", "V9__a.sql.conf", "V7__a.sql~");
        for (var file : named) write(file, "-- " + file);
        for (var file : List.of("checksums", "README.md", "V11_c.sql", "v12__c.sql", "V13__c.SQL")) write(file, "");
        var scripts = MigrationScripts.in(folder);
        assertThat(scripts.all()).extracting(MigrationScript::file).containsExactly("V9__a.sql", "V10__b.sql");
        assertThat(scripts.forward(scripts.require("10"))).isEqualTo("-- V10__b.sql");
        assertThat(scripts.back(scripts.require("9"))).contains("-- U9__a.sql");
        assertThat(scripts.back(scripts.require("10"))).isEmpty();
        assertThatCode(scripts::requireNoOther).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"R__views.sql", "V1.1__a.sql", "V1_1__a.sql", "V__a.sql", "V1__.sql", "Vx__a.sql"})
    void aFileThatFlywayAloneTakesForAMigrationIsRefused(String file) throws IOException {
        write(file, "select 1;");
        write(ONE, "select 1;");
        var scripts = MigrationScripts.in(folder);
        assertThat(scripts.all()).extracting(MigrationScript::file).containsExactly(ONE);
        assertThatThrownBy(scripts::requireNoOther)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith(file + ": the name of a migration is V<timestamp>__<sentence>.sql")
                .hasMessageContaining("Rename the file, or take it out");
    }

    @Test
    void aVersionThatIsNotThereIsToldWhichAre() throws IOException {
        assertThatThrownBy(() -> MigrationScripts.in(folder).require("1"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("There is no migration with the version 1; there are none at all.");
        write("V3__a.sql", "");
        write("V20__b.sql", "");
        assertThatThrownBy(() -> MigrationScripts.in(folder).require("03"))
                .hasMessageContaining("the version 03; they go from 3 to 20.");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> MigrationScripts.in(file))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("Cannot read migrations from the folder " + file + ": ");
        Files.createDirectory(folder.resolve(ONE));
        assertThatThrownBy(() -> MigrationScripts.in(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("Cannot read the migration " + ONE + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            executeInTransaction=false            | true
            `  EXECUTEINTRANSACTION = False  `    | true
            encoding=UTF-8;executeInTransaction=false;| true
            executeInTransaction=true             | false
            #executeInTransaction=false           | false
            executeInTransaction=falsehood        | false
            `` | false
            """)
    void aConfFileTurnsTheTransactionOff(String conf, boolean off) throws IOException {
        var text = conf.replace(';', '\n');
        assertThat(MigrationScripts.saysNoTransaction(text)).isEqualTo(off);
        write(ONE + ".conf", text);
        assertThat(read("select 1;").transactional(one())).isEqualTo(!off);
        assertThat(read("create index concurrently i on t (a);").transactional(one()))
                .as("what cannot run in one never does")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create index concurrently i on t (a);                 | false | ``
            select 1; create index concurrently i on t (a);       | true  | ``
            select 1; cluster;                                    | true  | ``
            create index concurrently i on t (a); select 1;       | false | line 1: this cannot run in a transaction, and the other
            reindex table concurrently t; vacuum;                 | false | line 1: this cannot run in a transaction, which Flyway does not know
            select 1; commit;                                     | false | line 1: this would begin or end a transaction
            select 1; savepoint a;                                | true  | line 1: this would begin or end a transaction
            """)
    void whatFlywayWouldRefuseHalfwayIsRefusedBefore(String sql, boolean conf, String why) throws IOException {
        if (conf) write(ONE + ".conf", "executeInTransaction=false");
        var scripts = read(sql);
        if (why.isEmpty()) assertThatCode(() -> scripts.requireRunnable(one())).doesNotThrowAnyException();
        else assertThatThrownBy(() -> scripts.requireRunnable(one())).hasMessageStartingWith(ONE + ", " + why);
    }

    private MigrationScript one() {
        return MigrationScripts.in(folder).all().getFirst();
    }

    private MigrationScripts read(String sql) throws IOException {
        write(ONE, sql);
        return MigrationScripts.in(folder);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
