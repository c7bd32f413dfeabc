package dev.sluice.admission.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Configs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators rely on where they set nothing. */
class LaunchConfigTest {
  private final LaunchConfig config = Configs.of(LaunchConfig.class);

  @Test
  void shouldNeedNoInvite_whenNothingIsSet() {
    assertThat(config.inviteRequired()).isFalse();
    assertThat(config.invite().aliases()).isEmpty();
    assertThat(config.invite().words()).contains("/v1/invites/redeem").contains("/waitlist/");
  }

  @Test
  void shouldBoundTheLaunch_whenNothingIsSet() {
    assertThat(config.launch().maxErrorRate()).isEqualTo(0.05);
    assertThat(config.launch().window()).isEqualTo(Duration.ofHours(1));
    assertThat(config.launch().maxReviewBacklog()).isEqualTo(100);
    assertThat(config.launch().maxDailyCostMicros()).isEmpty();
  }

  @Test
  void shouldTakeApplications_whenNothingIsSet() {
    assertThat(config.waitlist().open()).isTrue();
    assertThat(config.waitlist().tenant()).isEqualTo("default");
    assertThat(config.waitlist().criteria()).isEmpty();
    assertThat(config.waitlist().applicationsPerAddress()).isEqualTo(10);
    assertThat(config.waitlist().looksPerAddress()).isEqualTo(600);
    assertThat(config.waitlist().mostWaiting()).isEqualTo(100_000);
  }

  @Test
  void shouldLookAtTheSwitchesOften_whenNothingIsSet() {
    assertThat(config.switches().refresh()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.switches().retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }
}
