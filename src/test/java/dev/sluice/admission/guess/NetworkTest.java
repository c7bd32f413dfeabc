package dev.sluice.admission.guess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void shouldTakeAnIpv6NetworkForOneAddress() {
    String one = Network.of("2001:db8:1:2:3:4:5:6");
    assertThat(Network.of("2001:db8:1:2:9:9:9:9")).isEqualTo(one);
    assertThat(Network.of("2001:db8:1:3:3:4:5:6")).isNotEqualTo(one);
    assertThat(Network.of("2001:db8:1:2::1")).isEqualTo(one);
    assertThat(Network.of("192.0.2.7")).isEqualTo("192.0.2.7");
  }
}
