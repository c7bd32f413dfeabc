package dev.sluice.moderation.vendor.modelarmor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorCassette.Kind;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a service account's key; the assertions are read by a library that is not ours. */
class ModelArmorAccountTest extends VendorContract {
  private static final KeyPair KEYS = keys();
  private static final String TOKEN_ADDRESS = "https://oauth2.googleapis.com/token";

  @Override
  protected String cassettes() {
    return "model-armor-account.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "model-armor",
        "api-key", key(pem()).encodePrettily(),
        "region", "europe-west4",
        "service", "strict",
        "options.project", "p-1",
        "options.filters", "rai,sdp,pi-and-jailbreak,csam,malicious-uris");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("api-key");
  }

  @Override
  protected Set<Kind> inexpressible() {
    return Set.of(Kind.QUOTA);
  }

  @Override
  protected String textIn(VendorRequest request) {
    String field =
        request.uri().endsWith(":sanitizeUserPrompt") ? "userPromptData" : "modelResponseData";
    return json(request).path(field).path("text").textValue();
  }

  @Override
  protected void assertAuthentic(VendorRequest request) {
    if (request.uri().equals(TOKEN_ADDRESS)) {
      assertSigned(form(request).get("assertion"));
    } else {
      assertThat(headers(request)).containsEntry("authorization", "Bearer ya29.first");
    }
  }

  private static void assertSigned(String assertion) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setVerificationKey(KEYS.getPublic())
              .setRelaxVerificationKeyValidation()
              .setExpectedIssuer("sluice@p-1.iam.gserviceaccount.com")
              .setExpectedAudience(TOKEN_ADDRESS)
              .setRequireExpirationTime()
              .setRequireIssuedAt()
              .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
              .build()
              .processToClaims(assertion);
      assertThat(claims.getClaimValue("scope"))
          .isEqualTo("https://www.googleapis.com/auth/cloud-platform");
    } catch (InvalidJwtException e) {
      throw new AssertionError(e);
    }
    String header = assertion.substring(0, assertion.indexOf('.'));
    assertThat(json(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8)))
        .isEqualTo(json("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}"));
  }

  @Test
  void shouldUseOneTokenForMany() {
    VendorAnswer token = answer("{\"access_token\":\"ya29.first\",\"expires_in\":3599}");
    VendorAnswer pass =
        answer(
            """
            {"sanitizationResult":{"filterMatchState":"NO_MATCH_FOUND","invocationResult":"SUCCESS",
              "filterResults":{"csam":{"csamFilterFilterResult":{
                "executionState":"EXECUTION_SUCCESS","matchState":"NO_MATCH_FOUND"}}}}}
            """);
    Map<String, String> settings = asMap();
    settings.put("options.filters", "csam");
    VendorProtocol protocol = protocol(settings);
    ScriptedCalls calls = new ScriptedCalls(List.of(token, pass, pass, pass));
    Inquiry inquiry =
        new Inquiry("x", Direction.INPUT, "", NONCE, Optional.empty(), true, true, NONCE);

    for (int i = 0; i < 3; i++) {
      assertThat(protocol.judge(inquiry, calls).await().indefinitely().hits()).isEmpty();
    }

    assertThat(calls.requests()).hasSize(4);
  }

  /** As a properties file makes it. */
  @Test
  void shouldReadTheKey_whenItsLineEndsAreReal() {
    Map<String, String> settings = asMap();
    settings.put("api-key", key(pem()).encode().replace("\\n", "\n"));

    assertThat(protocol(settings).capabilities().shieldsPrompts()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{}", "{\"client_email\":\"secret-words\"}"})
  void shouldNameTheKey_whenItIsNone(String value) {
    assertUnusable(value);
  }

  @Test
  void shouldNameTheKey_whenItIsNotRsa() {
    assertUnusable(
        key("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----").encode());
    assertUnusable(key("secret-words, which are no key").encode());
    assertUnusable(key(pem()).put("token_uri", "file:///secret").encode());
  }

  private void assertUnusable(String value) {
    Map<String, String> settings = asMap();
    settings.put("api-key", value);
    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.api-key")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  private static VendorAnswer answer(String body) {
    return new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject key(String pem) {
    return new JsonObject()
        .put("type", "service_account")
        .put("project_id", "p-1")
        .put("private_key_id", "key-1")
        .put("private_key", pem)
        .put("client_email", "sluice@p-1.iam.gserviceaccount.com")
        .put("token_uri", TOKEN_ADDRESS);
  }

  private static String pem() {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(KEYS.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(1024); // short, since the suite signs thousands of times
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
