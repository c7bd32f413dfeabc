package dev.sluice.moderation.vendor.yidun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorCassette.Kind;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class YidunStreamProtocolTest extends VendorContract {

  @Override
  protected String cassettes() {
    return "yidun-stream.json";
  }

  @Override
  protected List<String> settings() {
    return List.of(
        "type",
        "yidun-stream",
        "access-key-id",
        "id-of-the-key",
        "access-key-secret",
        "secret-of-ours");
  }

  @Override
  protected List<String> neededSettings() {
    return List.of("access-key-id", "access-key-secret");
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
  @EnumSource(Direction.class)
  void shouldAskNobody_whenThereIsNoText(Direction direction) {
    ScriptedCalls calls = new ScriptedCalls(List.of());
    Inquiry nothing = new Inquiry("", direction, "", NONCE, Optional.empty(), false, true, NONCE);

    assertThat(protocol().judge(nothing, calls).await().indefinitely().hits()).isEmpty();
    assertThat(calls.requests()).isEmpty();
  }
}
