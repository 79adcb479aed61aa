package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {
    @Test
    void anAddressOfIpv4IsANetworkOfItsOwn() {
        assertThat(network("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(network("192.0.2.2"));
    }

    @Test
    void addressesOfIpv6ThatOneClientMayChooseFromAreOneNetwork() {
        assertThat(network("2001:db8:0:1::1"))
                .isEqualTo(network("2001:db8:0:1:ffff::2"))
                .isNotEqualTo(network("2001:db8:0:2::1"));
    }

    private static String network(String address) {
        return ClientNetwork.of(InetAddress.ofLiteral(address));
    }
}
