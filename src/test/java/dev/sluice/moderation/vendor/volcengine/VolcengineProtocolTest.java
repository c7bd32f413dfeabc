package dev.sluice.moderation.vendor.volcengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Direction;
import dev.sluice.model.Sha256;
import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScopedSignature;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolcengineProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "volcengine.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type", "volcengine",
        "access-key-id", "id-of-the-key",
        "access-key-secret", "secret-of-ours",
        "service", "app-1");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret", "service");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return json(request).at("/Message/Content").textValue();
  }

  /** What arrived, signed again; that the signature is Volcengine's is proven elsewhere. */
  @Override
  protected void assertAuthentic(VendorRequest request) {
    URI uri = URI.create(request.uri());
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("content-type", headers(request).get("content-type"));
    signed.put("host", uri.getAuthority());
    signed.put("x-content-sha256", Sha256.hex(body(request)));
    signed.put("x-date", headers(request).get("x-date"));
    CanonicalRequest again =
        new CanonicalRequest(
            "POST", uri.getRawPath(), uri.getRawQuery(), signed, Sha256.hex(body(request)));
    assertThat(headers(request)).containsAllEntriesOf(signed);
    assertThat(headers(request).get("authorization"))
        .isEqualTo(
            ScopedSignature.VOLCENGINE.authorization(
                again,
                signed.get("x-date"),
                "cn-beijing",
                "llmshield",
                "id-of-the-key",
                "secret-of-ours"));
  }

  @Test
  void shouldSendTheKeyAlone_whenThereIsOne() {
    Map<String, String> settings = asMap();
    settings.put("api-key", "one-key");

    VendorRequest sent = sent(settings, "谁?");

    assertThat(headers(sent))
        .containsEntry("x-api-key", "one-key")
        .doesNotContainKey("authorization");
    assertThat(sent.headers().toString()).doesNotContain("secret-of-ours");
  }

  @Test
  void shouldSendTheEndOfALongPrompt_withoutHalfACharacter() {
    JsonNode history = json(sent(asMap(), "a" + "😀".repeat(5_000))).path("History");

    assertThat(history).hasSize(1);
    assertThat(history.at("/0/Content").textValue()).isEqualTo("😀".repeat(2_000));
    assertThat(json(sent(asMap(), "😀".repeat(2_000) + "b")).at("/History/0/Content").textValue())
        .isEqualTo("😀".repeat(1_999) + "b");
  }

  private static VendorRequest sent(Map<String, String> settings, String prompt) {
    String body = "{\"Result\":{\"Decision\":{\"DecisionType\":1}}}";
    ScriptedCalls calls =
        new ScriptedCalls(
            List.of(new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8))));
    Inquiry inquiry =
        new Inquiry("x", Direction.OUTPUT, prompt, NONCE, Optional.empty(), true, true, NONCE);
    protocol(settings).judge(inquiry, calls).await().indefinitely();
    return calls.requests().get(0);
  }
}
