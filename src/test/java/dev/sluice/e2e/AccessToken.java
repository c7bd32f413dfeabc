package dev.sluice.e2e;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An access token as the tests' identity provider would make it. */
record AccessToken(
    String subject,
    String tenant,
    List<String> roles,
    String issuer,
    String audience,
    Instant end) {
  static final String ISSUER = "https://server.example.com";
  static final String AUDIENCE = "https://server.example.com";

  static AccessToken of(String subject, String... roles) {
    return new AccessToken(
        subject,
        "default",
        List.of(roles),
        ISSUER,
        AUDIENCE,
        Instant.now().plus(Duration.ofMinutes(5)));
  }

  AccessToken in(String otherTenant) {
    return new AccessToken(subject, otherTenant, roles, issuer, audience, end);
  }

  AccessToken from(String otherIssuer) {
    return new AccessToken(subject, tenant, roles, otherIssuer, audience, end);
  }

  AccessToken meantFor(String otherAudience) {
    return new AccessToken(subject, tenant, roles, issuer, otherAudience, end);
  }

  AccessToken until(Instant otherEnd) {
    return new AccessToken(subject, tenant, roles, issuer, audience, otherEnd);
  }

  /** With the provider's own key. */
  String signed() {
    return claims().jws().keyId("1").sign("privateKey.jwk");
  }

  /** With a key that only says it is the one of this id. */
  String forged(String keyId) {
    try {
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2048);
      KeyPair pair = rsa.generateKeyPair();
      return claims().jws().keyId(keyId).sign(pair.getPrivate());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private JwtClaimsBuilder claims() {
    return Jwt.issuer(issuer)
        .audience(audience)
        .subject(subject)
        .issuedAt(end.minus(Duration.ofHours(1)))
        .expiresAt(end)
        .claim("org", tenant)
        .claim("real_name_known", subject.equals("oidc-known"))
        .claim("realm_access", Map.of("roles", roles));
  }
}
