package blog.platform.config;

import blog.platform.problem.CannotRunException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Reads all settings at once, from the environment and the file .env. */
public final class SettingsReader {
    private static final URI SAME_PLACE = URI.create("/");

    private SettingsReader() {}

    /**
     * Reads the environment and, for what it leaves open, the file .env.
     *
     * @param folder where .env may be, and where a relative DATA_DIR starts
     * @throws CannotRunException naming everything that is wrong
     */
    public static Settings read(Map<String, String> environment, Path folder) {
        var values = SettingValues.of(environment, folder.resolve(".env"));
        var server = server(values);
        var database = database(values, folder);
        var log = new Settings.Log(values.choice(Setting.LOG_FORMAT, Settings.Format.class));
        var metrics = metrics(values);
        values.requireNoFaults();
        return new Settings(server, database, log, metrics);
    }

    private static Settings.Metrics metrics(SettingValues values) {
        return new Settings.Metrics(
                values.secret(Setting.METRICS_TOKEN, 16, 256),
                values.optionalNumber(Setting.METRICS_PORT, 0, 65_535),
                values.text(Setting.METRICS_HOST));
    }

    private static Settings.Server server(SettingValues values) {
        return new Settings.Server(
                values.text(Setting.HOST),
                values.number(Setting.PORT, 0, 65_535),
                values.address(Setting.BASE_URL).orElse(SAME_PLACE),
                values.origins(Setting.CORS_ORIGINS),
                values.duration(Setting.DRAIN));
    }

    private static Settings.Database database(SettingValues values, Path folder) {
        return new Settings.Database(
                values.login(Setting.DATABASE_URL),
                values.path(Setting.DATA_DIR, folder),
                values.number(Setting.POOL_SIZE, 1, 90),
                values.duration(Setting.POOL_WAIT, "250ms"),
                values.duration(Setting.STATEMENT_TIMEOUT),
                values.flag(Setting.MIGRATE_ON_START),
                values.flag(Setting.SAMPLES));
    }
}
