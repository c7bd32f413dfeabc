package dev.sluice.admission.oidc;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Access tokens of the identity provider, verified here with its public keys: neither tokens nor
 * API keys are ever sent to it.
 */
@ApplicationScoped
public class AccessTokens {
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final int DEEPEST_CAUSE = 16;

  private final TenantIdentityProvider provider;
  private final ClaimReader claims;
  private final boolean configured;

  AccessTokens(
      TenantIdentityProvider provider,
      OidcClaimsConfig config,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> authServerUrl) {
    this.provider = provider;
    this.claims = new ClaimReader(config);
    this.configured = authServerUrl.isPresent();
  }

  /** Whether a credential of this text is an access token, as far as one can see. */
  public boolean take(String text) {
    return configured && JWT.matcher(text).matches();
  }

  /**
   * Whom the token stands for; empty where it is not good. Fails where that cannot be found out
   * since the provider's keys are not known and cannot be had.
   */
  public Uni<Optional<Claimed>> verify(String token) {
    return Uni.createFrom()
        .deferred(() -> provider.authenticate(new AccessTokenCredential(token)))
        .map(verified -> claims.read(payload(token)))
        .onFailure(AccessTokens::isWrong)
        .recoverWithItem(Optional.empty());
  }

  private static JsonObject payload(String token) {
    String middle = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(middle)));
  }

  private static boolean isWrong(Throwable failure) {
    return failure instanceof DecodeException
        || failure instanceof AuthenticationFailedException
            && causes(failure).noneMatch(OIDCException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST_CAUSE);
  }
}
