package blog.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void everythingHasADefault() {
        var settings = SettingsReader.read(Map.of(), folder);

        assertThat(settings.server())
                .isEqualTo(new Settings.Server("127.0.0.1", 8080, URI.create("/"), Set.of(), Duration.ofSeconds(10)));
        assertThat(settings.database().given()).isEmpty();
        assertThat(settings.database().dataDir()).isEqualTo(folder.resolve("data"));
        assertThat(settings.database().poolSize()).isEqualTo(16);
        assertThat(settings.database().poolWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.database().statementTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.database().migrateOnStart()).isFalse();
        assertThat(settings.database().samples()).isTrue();
        assertThat(settings.log().format()).isEqualTo(Settings.Format.TEXT);
    }

    @Test
    void theEnvironmentComesBeforeTheFile() throws IOException {
        dotEnv("PORT=1111\nLOG_FORMAT=json");

        var settings = SettingsReader.read(Map.of("PORT", "2222", "UNRELATED", "x"), folder);

        assertThat(settings.server().port()).isEqualTo(2222);
        assertThat(settings.log().format()).isEqualTo(Settings.Format.JSON);
    }

    @Test
    void originsAreAListOfAddressesWithoutAPath() {
        var origins =
                SettingsReader.read(Map.of("CORS_ORIGINS", "https://app.example.org, http://LOCALHOST:5173"), folder);

        assertThat(origins.server().corsOrigins())
                .containsExactlyInAnyOrder("https://app.example.org", "http://localhost:5173");
        assertThatThrownBy(() -> SettingsReader.read(Map.of("CORS_ORIGINS", "*"), folder))
                .hasMessageContaining("CORS_ORIGINS");
        assertThatThrownBy(() -> SettingsReader.read(Map.of("CORS_ORIGINS", "https://example.org/path"), folder))
                .hasMessageContaining("CORS_ORIGINS");
    }

    @Test
    void anEmptyValueIsNotSet() throws IOException {
        dotEnv("PORT=1111\nDATABASE_URL=\nPOOL_SIZE=''");

        var settings = SettingsReader.read(Map.of("PORT", "", "HOST", " "), folder);

        assertThat(settings.server().port()).isEqualTo(1111);
        assertThat(settings.server().host()).isEqualTo("127.0.0.1");
        assertThat(settings.database().given()).isEmpty();
        assertThat(settings.database().poolSize()).isEqualTo(16);
    }

    @Test
    void theFileIsReadAsShellsWriteIt() throws IOException {
        dotEnv("""
                \uFEFF# a comment
                export HOST = "0.0.0.0" # every address

                BASE_URL='https://blog.example.org/'
                DATA_DIR=my data#1   # with a space
                DATABASE_URL="postgresql://blog:a\\"b\\\\c\\$d@db/blog"\r
                DRAIN=2m
                """);

        var settings = SettingsReader.read(Map.of(), folder);

        assertThat(settings.server().host()).isEqualTo("0.0.0.0");
        assertThat(settings.server().baseUrl()).hasToString("https://blog.example.org");
        assertThat(settings.server().drain()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.database().dataDir()).isEqualTo(folder.resolve("my data#1"));
        assertThat(settings.database().given().orElseThrow().password()).isEqualTo("a\"b\\c$d");
    }

    @Test
    void allFaultsAreToldAtOnce() throws IOException {
        dotEnv("""
                POOL_SIZE=many
                whatever secret
                POOL_WAITS=3s
                SOMETHING_ELSE=1
                HOST="0.0.0.0
                DRAIN=5s
                DRAIN=6s
                """);
        var environment = Map.of(
                "PORT", "65536", "LOG_FORMAT", "xml", "SAMPLES", "yes", "POOL_WAIT", "3", "BASE_URL", "blog.org");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> SettingsReader.read(environment, folder))
                .withMessageStartingWith("11 things are wrong with the configuration, and nothing was started:\n")
                .withMessageEndingWith("`./blog help config` explains every setting.")
                .satisfies(fault -> assertThat(fault.getMessage())
                        .contains("  - Line 2 of .env is not of the form NAME=value.\n")
                        .contains(
                                "  - Line 3 of .env sets POOL_WAITS, which is not a setting of Blog; did you mean POOL_WAIT?\n")
                        .contains("  - Line 4 of .env sets SOMETHING_ELSE, which is not a setting of Blog.\n")
                        .contains("  - Line 5 of .env: the value of HOST is not quoted properly.\n")
                        .contains("  - DRAIN is set twice in .env, in lines 6 and 7.\n")
                        .contains("  - PORT is '65536' in the environment, and must be a number from 0 to 65535.\n")
                        .contains("  - BASE_URL is 'blog.org' in the environment, and must be an address such as")
                        .contains("  - POOL_SIZE is 'many' in line 1 of .env, and must be a number from 1 to 90.\n")
                        .contains("  - POOL_WAIT is '3' in the environment, and must be a duration such as 250ms")
                        .contains("  - SAMPLES is 'yes' in the environment, and must be true or false.\n")
                        .contains("  - LOG_FORMAT is 'xml' in the environment, and must be text or json.\n")
                        .doesNotContain("secret"));
    }

    @Test
    void metricsHaveATokenAndAPortOfTheirOwnOnlyWhereThatIsSaid() {
        assertThat(SettingsReader.read(Map.of(), folder).metrics())
                .isEqualTo(new Settings.Metrics(Optional.empty(), OptionalInt.empty(), "127.0.0.1"));

        var set = Map.of("METRICS_TOKEN", "0123456789abcdef", "METRICS_PORT", "9464", "METRICS_HOST", "10.0.0.1");
        assertThat(SettingsReader.read(set, folder).metrics())
                .isEqualTo(new Settings.Metrics(Optional.of("0123456789abcdef"), OptionalInt.of(9464), "10.0.0.1"))
                .asString()
                .doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcde", "0123456789 abcdef", "0123456789äbcdef"})
    void aTokenThatIsNoneIsNotShown(String token) {
        assertThatThrownBy(() -> SettingsReader.read(Map.of("METRICS_TOKEN", token), folder))
                .hasMessageContaining("METRICS_TOKEN in the environment (not shown) must be 16 to 256 visible ASCII")
                .hasMessageNotContaining(token);
    }

    @Test
    void noWaitForAConnectionIsShorterThanThePoolCanKeep() {
        assertThat(SettingsReader.read(Map.of("POOL_WAIT", "250ms"), folder)
                        .database()
                        .poolWait())
                .isEqualTo(Duration.ofMillis(250));
        assertThatThrownBy(() -> SettingsReader.read(Map.of("POOL_WAIT", "249ms"), folder))
                .hasMessageContaining("from 250ms to 60m");
    }

    @Test
    void theFileMayHoldWhatComposeTakesFromIt() throws IOException {
        var names = Pattern.compile("\\$\\{([A-Z_]+)")
                .matcher(Files.readString(Path.of("docker-compose.yml")))
                .results()
                .map(name -> name.group(1))
                .filter(name -> Arrays.stream(Setting.values())
                        .noneMatch(setting -> setting.name().equals(name)))
                .distinct()
                .toList();
        dotEnv(String.join("=x\n", names) + "=x\nCOMPOSE_PROJECT_NAME=x\nPORT=1111");

        assertThat(names).contains("POSTGRES_PASSWORD", "PUBLISH");
        assertThat(SettingsReader.read(Map.of(), folder).server().port()).isEqualTo(1111);
    }

    @Test
    void aFileThatIsNotTextIsAFault() throws IOException {
        Files.write(folder.resolve(".env"), new byte[] {'P', (byte) 0xff, '='});

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of(), folder))
                .withMessageContaining(".env is not written in UTF-8.");
    }

    @Test
    void secretsAreNotPrinted() {
        var settings = SettingsReader.read(Map.of("DATABASE_URL", "postgresql://blog:hushhush@db/blog"), folder);

        assertThat(settings.database().given().orElseThrow().password()).isEqualTo("hushhush");
        assertThat(settings.toString()).contains("db:5432/blog, user blog").doesNotContain("hushhush");
    }

    @Test
    void aRefusedDatabaseUrlIsNotShown() {
        var environment = Map.of("DATABASE_URL", "postgresql://blog:hush/hush@db:54321x/");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> SettingsReader.read(environment, folder))
                .withMessageStartingWith("Something is wrong")
                .withMessageContaining("DATABASE_URL in the environment (not shown, since it may hold a password) must")
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("hush"));
    }

    private void dotEnv(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text, StandardCharsets.UTF_8);
    }
}
