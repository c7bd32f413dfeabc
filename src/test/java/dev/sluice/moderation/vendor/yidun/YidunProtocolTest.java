package dev.sluice.moderation.vendor.yidun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorCassette.Kind;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class YidunProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "yidun.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type",
        "yidun",
        "access-key-id",
        "id-of-the-key",
        "access-key-secret",
        "secret-of-ours",
        "service",
        "b-1");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret", "service");
  }

  @Override
  protected String textIn(VendorRequest request) {
    return form(request).get("content");
  }

  /** Everything that arrived, but the signature, makes the signature. */
  @Override
  protected void assertAuthentic(VendorRequest request) {
    SortedMap<String, String> arrived = new TreeMap<>(form(request));
    String signature = arrived.remove("signature");
    YidunSignature method = YidunSignature.valueOf(arrived.get("signatureMethod"));
    assertThat(signature).isEqualTo(method.of(arrived, "secret-of-ours"));
  }

  @Override
  protected Set<Kind> inexpressible() {
    return Set.of(Kind.QUOTA);
  }

  @ParameterizedTest
  @EnumSource(YidunSignature.class)
  void shouldSignAsConfigured(YidunSignature method) {
    Map<String, String> settings = asMap();
    settings.put("options.signature-method", method.name());
    ScriptedCalls calls = new ScriptedCalls(List.of(passing()));

    protocol(settings).judge(asked("测试 (1)!"), calls).await().indefinitely();

    assertThat(form(calls.requests().get(0))).containsEntry("signatureMethod", method.name());
    assertAuthentic(calls.requests().get(0));
  }

  @Test
  void shouldNameTheOption_whenTheSignatureMethodIsUnknown() {
    Map<String, String> settings = asMap();
    settings.put("options.signature-method", "SM3");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.options.signature-method")
        .hasMessageContaining("MD5, SHA1, SHA256");
  }

  @Test
  void shouldAskNobody_whenThereIsNoText() {
    ScriptedCalls calls = new ScriptedCalls(List.of());

    Judgement judgement = protocol().judge(asked(""), calls).await().indefinitely();

    assertThat(judgement.hits()).isEmpty();
    assertThat(calls.requests()).isEmpty();
  }

  private static VendorAnswer passing() {
    String body = "{\"code\":200,\"result\":{\"antispam\":{\"suggestion\":0}}}";
    return new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Inquiry asked(String text) {
    return new Inquiry(text, Direction.OUTPUT, "", NONCE, Optional.empty(), false, true, NONCE);
  }
}
