package dev.sluice.admission.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller.Role;
import dev.sluice.testing.Configs;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.security.Principal;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
  private static final Principal ANN = () -> "ann";
  private static final SecurityIdentity VERIFIED =
      QuarkusSecurityIdentity.builder().setPrincipal(ANN).build();
  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiJ9." + encoded("{\"sub\":\"ann\"}") + ".c2ln";

  @Test
  void shouldReadTheClaims_whenTheTokenIsVerified() {
    assertThat(verify(Uni.createFrom().item(VERIFIED)).getItem())
        .contains(new Claimed("default", "ann", Role.CALLER));
  }

  @Test
  void shouldKnowNobody_whenTheTokenIsWrong() {
    // given
    Throwable wrong = new AuthenticationFailedException(new IllegalArgumentException("expired"));
    // when / then
    assertThat(verify(Uni.createFrom().failure(wrong)).getItem()).isEmpty();
    assertThat(verify(Uni.createFrom().failure(new AuthenticationFailedException())).getItem())
        .isEmpty();
  }

  @Test
  void shouldFail_whenTheProvidersKeysCannotBeHad() {
    // given
    OIDCException away = new OIDCException("away");
    // when / then
    assertThat(verify(Uni.createFrom().failure(away)).getFailure()).isSameAs(away);
    assertThat(
            verify(Uni.createFrom().failure(new AuthenticationFailedException(away))).getFailure())
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void shouldFail_whenTheLibraryThrows() {
    // given
    TenantIdentityProvider broken =
        token -> {
          throw new IllegalStateException("broken");
        };
    // when
    UniAssertSubscriber<Optional<Claimed>> verified =
        tokens(broken, Optional.of("http://id"))
            .verify(TOKEN)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    // then
    assertThat(verified.getFailure()).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-slc-Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmE",
        "eyJhbGciOiJSUzI1NiJ9",
        "eyJhbGciOiJSUzI1NiJ9.e30",
        "eyJhbGciOiJSUzI1NiJ9.e30.",
        "eyJhbGciOiJSUzI1NiJ9.e30.c2ln.c2ln",
        "eyJhbGciOiJSUzI1NiJ9.e3 0.c2ln",
        "my.own.key-of-an-operator"
      })
  void shouldLeaveToTheKeys_whatIsNoToken(String text) {
    assertThat(tokens(token -> null, Optional.of("http://id")).take(text)).isFalse();
  }

  @Test
  void shouldTakeTokens_onlyWhereAProviderIsNamed() {
    assertThat(tokens(token -> null, Optional.of("http://id")).take(TOKEN)).isTrue();
    assertThat(tokens(token -> null, Optional.empty()).take(TOKEN)).isFalse();
  }

  private static UniAssertSubscriber<Optional<Claimed>> verify(Uni<SecurityIdentity> answer) {
    return tokens(token -> answer, Optional.of("http://id"))
        .verify(TOKEN)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static AccessTokens tokens(TenantIdentityProvider provider, Optional<String> address) {
    return new AccessTokens(provider, Configs.of(OidcClaimsConfig.class), address);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
  }
}
