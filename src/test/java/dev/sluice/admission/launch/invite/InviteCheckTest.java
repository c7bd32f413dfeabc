package dev.sluice.admission.launch.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Rights;
import dev.sluice.model.Standing;
import dev.sluice.model.Standing.Invitation;
import dev.sluice.testing.Configs;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InviteCheckTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String REQUIRED = "sluice.admission.invite-required";
  private static final String ALIAS = "sluice.admission.invite.aliases.demo";

  private final Door door = new Door();

  @Test
  void shouldRefuse_whenTheAliasOrEverythingNeedsAnInvite() {
    refused("demo", REQUIRED, "true");
    refused("demo", ALIAS, "true");
    refused("demo", ALIAS, "true", "sluice.admission.invite.words", "Apply at our stand.");
  }

  @Test
  void shouldLetPass_whereNoneIsNeeded() {
    passes(caller(Invitation.NONE), "demo", REQUIRED, "false");
    passes(caller(Invitation.NONE), "demo", REQUIRED, "true", ALIAS, "false");
    passes(caller(Invitation.NONE), "other", ALIAS, "true");
    assertThat(door.asked).isZero();
  }

  @Test
  void shouldNotLookUp_whoIsKnownToBeIn() {
    passes(caller(Invitation.REDEEMED), "demo", REQUIRED, "true");
    assertThat(door.asked).isZero();
  }

  @Test
  void shouldLookUp_whoRedeemedJustNow() {
    door.invited = true;
    passes(caller(Invitation.NONE), "demo", REQUIRED, "true");
    assertThat(door.asked).isEqualTo(1);
  }

  private void passes(Caller caller, String alias, String... config) {
    check(caller, alias, config).await().atMost(SOON);
  }

  private void refused(String alias, String... config) {
    Uni<Void> checked = check(caller(Invitation.NONE), alias, config);
    assertThatThrownBy(() -> checked.await().atMost(SOON))
        .isInstanceOfSatisfying(
            Refusal.Forbidden.class, no -> assertThat(no.code()).isEqualTo("not_invited"))
        .hasMessageContaining(config.length > 2 ? config[3] : "/v1/invites/redeem");
  }

  private Uni<Void> check(Caller caller, String alias, String... config) {
    return new InviteCheck(door, Configs.of(LaunchConfig.class, config)).check(caller, alias);
  }

  private static Caller caller(Invitation invitation) {
    Standing standing = new Standing(Optional.empty(), Standing.RealName.UNKNOWN, invitation);
    Rights rights =
        new Rights(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), standing);
    return new Caller("t", "a", "k", Caller.Role.CALLER, rights);
  }

  /** Knows whether the account is in, and how often it was asked. */
  private static final class Door implements Redemptions {
    private boolean invited;
    private int asked;

    @Override
    public Uni<Boolean> isInvited(Caller caller) {
      asked++;
      return Uni.createFrom().item(invited);
    }

    @Override
    public Uni<Redeemed> redeem(Caller caller, InviteCode code) {
      throw new UnsupportedOperationException();
    }
  }
}
