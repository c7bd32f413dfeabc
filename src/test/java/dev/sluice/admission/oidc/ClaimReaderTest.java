package dev.sluice.admission.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.identity.Person;
import dev.sluice.model.Caller.Role;
import dev.sluice.model.privacy.PhoneNumber;
import dev.sluice.testing.Configs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimReaderTest {
  private static final String PREFIX = "sluice.admission.oidc.";

  @Test
  void shouldTakeTheSubject_whenNothingIsSet() {
    // given
    OidcClaimsConfig config = Configs.of(OidcClaimsConfig.class);
    // when / then
    assertThat(config.tenantClaim()).isEmpty();
    assertThat(config.roleClaim()).isEmpty();
    assertThat(config.roles()).isEmpty();
    assertThat(new ClaimReader(config).read(new JsonObject().put("sub", "ann")))
        .contains(new Claimed("default", "ann", Role.CALLER));
  }

  @Test
  void shouldReadTheClaims_thatAreNamed() {
    // given
    ClaimReader reader =
        reader(
            "account-claim", "ext/id",
            "tenant-claim", "https://example.com/org",
            "role-claim", "realm_access/roles",
            "roles.boss", "admin",
            "roles.reader", "auditor");
    JsonObject claims =
        new JsonObject()
            .put("ext", new JsonObject().put("id", "a-7"))
            .put("https://example.com/org", "acme")
            .put("realm_access", new JsonObject().put("roles", new JsonArray().add("reader")));
    // when / then
    assertThat(reader.read(claims)).contains(new Claimed("acme", "a-7", Role.AUDITOR));
  }

  static Stream<Arguments> roles() {
    return Stream.of(
        Arguments.of(new JsonArray().add("reader").add("boss"), Role.ADMIN),
        Arguments.of(new JsonArray().add("boss").add("reader"), Role.ADMIN),
        Arguments.of(new JsonArray().add("reader").add("judge"), Role.REVIEWER),
        Arguments.of("judge", Role.REVIEWER),
        Arguments.of("admin", Role.CALLER),
        Arguments.of(new JsonArray().add(7).add(new JsonObject()), Role.CALLER),
        Arguments.of(new JsonObject(), Role.CALLER),
        Arguments.of(null, Role.CALLER));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void shouldGiveTheMightiestRoleNamed(Object claim, Role role) {
    // given
    ClaimReader reader =
        reader(
            "role-claim", "roles",
            "roles.boss", "admin",
            "roles.judge", "reviewer",
            "roles.reader", "auditor");
    // when / then
    assertThat(reader.read(new JsonObject().put("sub", "ann").put("roles", claim)))
        .map(Claimed::role)
        .contains(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b", "a:b", "a b", "{a}", "квас"})
  void shouldKnowNobody_whoseNameWeCannotKeep(String name) {
    // given
    ClaimReader reader = reader("tenant-claim", "org");
    // when / then
    assertThat(reader.read(new JsonObject().put("sub", name).put("org", "acme"))).isEmpty();
    assertThat(reader.read(new JsonObject().put("sub", "ann").put("org", name))).isEmpty();
  }

  @Test
  void shouldKnowThePerson_whenTheProviderVerifiedOne() {
    // given
    ClaimReader reader = reader("phone-claim", "phone_number", "real-name-claim", "ext/verified");
    JsonObject claims = new JsonObject().put("sub", "ann").put("iss", "https://id.example.com");
    JsonObject verified = claims.copy().put("ext", new JsonObject().put("verified", true));
    JsonObject phone = verified.copy().put("phone_number", "+86 138 1234 1234");
    // when / then
    assertThat(reader.read(claims)).map(Claimed::person).contains(Optional.empty());
    assertThat(reader.read(claims.copy().put("ext", new JsonObject().put("verified", false))))
        .map(Claimed::person)
        .contains(Optional.empty());
    assertThat(reader.read(verified).flatMap(Claimed::person))
        .contains(Person.of("https://id.example.com", "ann"));
    assertThat(reader.read(phone).flatMap(Claimed::person))
        .contains(Person.of(new PhoneNumber("13812341234")));
    assertThat(reader("tenant", "t").read(phone)).map(Claimed::person).contains(Optional.empty());
    assertThat(reader.read(phone).toString()).doesNotContain("12341234");
  }

  @Test
  void shouldKnowNobody_whenAClaimIsMissing() {
    // given
    ClaimReader reader = reader("tenant-claim", "org");
    // when / then
    assertThat(reader.read(new JsonObject().put("sub", "ann"))).isEmpty();
    assertThat(reader.read(new JsonObject().put("org", "acme"))).isEmpty();
    assertThat(reader.read(new JsonObject().put("sub", 7).put("org", "acme"))).isEmpty();
  }

  private static ClaimReader reader(String... keysAndValues) {
    String[] full = keysAndValues.clone();
    for (int i = 0; i < full.length; i += 2) {
      full[i] = PREFIX + full[i];
    }
    return new ClaimReader(Configs.of(OidcClaimsConfig.class, full));
  }
}
