package dev.sluice.admission.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Rights;
import dev.sluice.model.Standing;
import dev.sluice.model.Standing.Invitation;
import dev.sluice.model.Standing.RealName;
import dev.sluice.testing.Configs;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityPolicyTest {
  private static final String PREFIX = "sluice.admission.identity.";

  @Test
  void shouldDemandNothing_whenNothingIsSet() {
    assertAllowed(policy(), stranger("free"), "demo");
  }

  @Test
  void shouldSayWhereToVerify_whenItIsDemanded() {
    assertThatThrownBy(() -> policy(PREFIX + "required", "true").check(stranger("free"), "demo"))
        .isInstanceOfSatisfying(
            Refusal.Forbidden.class,
            refusal -> assertThat(refusal.code()).isEqualTo("identity_required"))
        .hasMessageContaining("POST /v1/identity/phone");
  }

  @Test
  void shouldLetPass_whenThePersonIsKnown() {
    Caller known = caller("free", RealName.VERIFIED);

    assertAllowed(policy(PREFIX + "required", "true"), known, "demo");
  }

  @Test
  void shouldLookAtTheAliasThenThePlanThenTheRest_whenTheyDiffer() {
    IdentityPolicy policy =
        policy(
            PREFIX + "required", "true",
            PREFIX + "aliases.demo", "false",
            PREFIX + "aliases.gpt", "true",
            PREFIX + "plans.trusted", "false");

    assertAllowed(policy, stranger("free"), "demo");
    assertAllowed(policy, stranger("trusted"), "other");
    assertRefused(policy, stranger("trusted"), "gpt");
    assertRefused(policy, stranger("free"), "other");
  }

  @Test
  void shouldTakeTheDefaultPlan_whenTheAccountHasNone() {
    Caller caller = new Caller("t", "a", "key", Caller.Role.CALLER);

    assertRefused(policy(PREFIX + "plans.free", "true"), caller, "demo");
  }

  @Test
  void shouldTakeTheStrictestPlan_whenKeyOrTenantHasItsOwn() {
    IdentityPolicy policy =
        policy(
            PREFIX + "plans.trusted", "false",
            PREFIX + "plans.strict", "true",
            PREFIX + "aliases.open", "false");
    Caller byKey = onPlans("trusted", Optional.of("strict"), Optional.empty(), RealName.UNKNOWN);
    Caller byTenant = onPlans("trusted", Optional.empty(), Optional.of("strict"), RealName.UNKNOWN);
    Caller byNone = onPlans("trusted", Optional.of("x"), Optional.of("y"), RealName.UNKNOWN);

    assertRefused(policy, byKey, "demo");
    assertRefused(policy, byTenant, "demo");
    assertAllowed(policy, byNone, "demo");
    assertAllowed(policy, byKey, "open");
  }

  @Test
  void shouldBoundVerifying_whenNothingIsSet() {
    IdentityConfig config = Configs.of(IdentityConfig.class);

    assertThat(config.required()).isFalse();
    assertThat(config.accountsPerIdentity()).isEqualTo(3);
    assertThat(config.tombstone()).isEqualTo(Duration.ofDays(184));
    assertThat(config.unmasked()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.phone().vendor()).isEmpty();
    assertThat(config.phone().codeTtl()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.phone().tries()).isEqualTo(5);
    assertThat(config.phone().interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.phone().perNumber()).isEqualTo(5);
    assertThat(config.phone().perAccount()).isEqualTo(10);
    assertThat(config.idNumber().baseUrl()).isEmpty();
    assertThat(config.idNumber().perAccount()).isEqualTo(5);
  }

  private static void assertAllowed(IdentityPolicy policy, Caller caller, String alias) {
    assertThatCode(() -> policy.check(caller, alias)).doesNotThrowAnyException();
  }

  private static void assertRefused(IdentityPolicy policy, Caller caller, String alias) {
    assertThatThrownBy(() -> policy.check(caller, alias)).isInstanceOf(Refusal.Forbidden.class);
  }

  private static IdentityPolicy policy(String... settings) {
    return new IdentityPolicy(Configs.of(IdentityConfig.class, settings), "free");
  }

  private static Caller stranger(String plan) {
    return caller(plan, RealName.UNKNOWN);
  }

  private static Caller caller(String plan, RealName realName) {
    return onPlans(plan, Optional.empty(), Optional.empty(), realName);
  }

  private static Caller onPlans(
      String plan, Optional<String> ofKey, Optional<String> ofTenant, RealName realName) {
    Rights rights =
        new Rights(
            Optional.of(plan),
            ofKey,
            ofTenant,
            Set.of(),
            new Standing(Optional.empty(), realName, Invitation.NONE));
    return new Caller("t", "a", "key", Caller.Role.CALLER, rights);
  }
}
