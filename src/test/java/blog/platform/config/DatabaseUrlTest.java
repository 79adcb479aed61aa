package blog.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void readsTheFormOfPostgreSql() {
        var login =
                login("postgresql://b%40b:p%2Fw%25+d@db.example.org:6543/my%20blog?sslmode=require&connect_timeout=3");

        assertThat(login.host()).isEqualTo("db.example.org");
        assertThat(login.port()).isEqualTo(6543);
        assertThat(login.database()).isEqualTo("my blog");
        assertThat(login.user()).isEqualTo("b@b");
        assertThat(login.password()).isEqualTo("p/w%+d");
        assertThat(login.options()).isEqualTo(Map.of("sslmode", "require", "connectTimeout", "3"));
        assertThat(login.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.org:6543/my+blog?connectTimeout=3&sslmode=require");
    }

    @Test
    void readsTheFormOfJdbc() {
        var login = login("jdbc:postgresql://db/blog?user=bob&password=p%26w+d@&ApplicationName=x");

        assertThat(login.port()).isEqualTo(5432);
        assertThat(login.user()).isEqualTo("bob");
        assertThat(login.password()).isEqualTo("p&w d@");
        assertThat(login.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/blog?ApplicationName=x");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://bob@db/blog, db, ''",
        "postgresql://bob:@db/blog, db, ''",
        "postgresql://bob:a:b@db/blog, db, a:b",
        "postgresql://bob:a@b@db/blog, db, a@b",
        "postgresql://bob:x@[::1]:5432/blog, ::1, x",
        "postgresql://db/blog?user=bob&password=x, db, x",
    })
    void readsShorterForms(String url, String host, String password) {
        assertThat(login(url).host()).isEqualTo(host);
        assertThat(login(url).password()).isEqualTo(password);
        assertThat(login(url).user()).isEqualTo("bob");
        assertThat(login(url).port()).isEqualTo(5432);
    }

    @Test
    void anIpv6AddressIsBracketedForTheDriver() {
        assertThat(login("postgresql://bob:x@[::1]/blog").jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/blog");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://bob:s3cret@db/blog | must start with postgresql:// or jdbc:postgresql://.",
                "postgresql://bob:s3/cret@db/blog | must have every one of / ? # @ : % in its password percent-encoded",
                "postgresql://bob:s3?cret@db/blog | must have every one of",
                "postgresql://bob:s3#cret@db/blog | must have every one of",
                "postgresql://bob:s3%cret@db/blog | must have a % written as %25 where it stands for itself.",
                "postgresql://bob:s3cret@/blog | must name one server, as host or host:port.",
                "postgresql://bob:s3cret@a,b/blog | must name one server",
                "postgresql://bob:s3cret@db:port/blog | must have a number from 1 to 65535 as its port.",
                "postgresql://bob:s3cret@db:0/blog | must have a number from 1 to 65535 as its port.",
                "postgresql://bob:s3cret@db | must name the database, after host and /.",
                "postgresql://db/blog | must name the user before the host: user:password@host.",
                "jdbc:postgresql://db/blog?password=s3cret | must name the user in the option user=.",
                "postgresql://bob:s3cret@db/blog?ssl_mode=require | has an option that Blog does not know; it knows",
                "postgresql://bob:s3cret@db/blog?sslmode=on | must have one of disable, allow, prefer, require,",
                "postgresql://bob:s3cret@db/blog?sslmode | must have options of the form name=value, joined by &.",
            })
    void saysWhatIsWrongAndNeverShowsThePassword(String url, String fault) {
        var parsed = DatabaseUrl.parse(url);

        assertThat(parsed.login()).isEmpty();
        assertThat(parsed.faults())
                .singleElement()
                .asString()
                .startsWith(fault)
                .doesNotContain("s3")
                .doesNotContain("cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://db:no/?x=1", "jdbc:postgresql://:x/a/b?user"})
    void collectsFaults(String url) {
        assertThat(DatabaseUrl.parse(url).faults()).isNotEmpty();
        assertThat(DatabaseUrl.parse(url).login()).isEmpty();
    }

    private static Settings.Login login(String url) {
        var parsed = DatabaseUrl.parse(url);
        assertThat(parsed.faults()).isEmpty();
        return parsed.login().orElseThrow();
    }
}
