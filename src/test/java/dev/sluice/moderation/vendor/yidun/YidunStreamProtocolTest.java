package dev.sluice.moderation.vendor.yidun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.ScriptedCalls;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorCassette.Kind;
import dev.sluice.moderation.vendor.VendorContract;
import dev.sluice.moderation.vendor.VendorRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** A fragment of nothing is not sent, an end without text is, and needs no judgement. */
  @ParameterizedTest
  @CsvSource({
    "INPUT,false,true,0",
    "OUTPUT,true,true,0",
    "OUTPUT,false,true,1",
  })
  void shouldEndASession_whenNoTextFollows(
      Direction direction, boolean first, boolean last, int sent) {
    ScriptedCalls calls = new ScriptedCalls(List.of(acknowledged()));

    Judgement judgement =
        protocol().judge(asked(direction, first, last), calls).await().indefinitely();

    assertThat(judgement.hits()).isEmpty();
    assertThat(calls.requests()).hasSize(sent);
    assertThat(calls.requests()).allSatisfy(it -> assertThat(form(it)).containsEntry("type", "3"));
    assertThat(calls.requests())
        .allSatisfy(it -> assertThat(form(it)).doesNotContainKey("content"));
    calls.requests().forEach(this::assertAuthentic);
  }

  private static VendorAnswer acknowledged() {
    String body = "{\"code\":200,\"msg\":\"ok\",\"result\":{\"sessionId\":\"s\"}}";
    return new VendorAnswer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Inquiry asked(Direction direction, boolean first, boolean last) {
    return new Inquiry("", direction, "", NONCE, Optional.empty(), first, last, NONCE);
  }
}
