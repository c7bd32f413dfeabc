package dev.sluice.admission.oidc;

import dev.sluice.model.Caller;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/**
 * Which claims of an access token say who its caller is. A claim within another is named with
 * slashes, such as {@code realm_access/roles}.
 */
@ConfigMapping(prefix = "sluice.admission.oidc")
public interface OidcClaimsConfig {
  @WithDefault("sub")
  String accountClaim();

  /** Without it every caller belongs to {@link #tenant}. */
  Optional<String> tenantClaim();

  @WithDefault("default")
  String tenant();

  /** Without it everybody is a caller. */
  Optional<String> roleClaim();

  /** Holds a mobile number that the provider verified; unset: tokens verify nobody by one. */
  Optional<String> phoneClaim();

  /** Says, by {@code true}, that the provider knows the real name; unset: tokens do not say so. */
  Optional<String> realNameClaim();

  /** What our roles are called in that claim; whoever has none of them is a caller. */
  Map<String, Caller.Role> roles();
}
