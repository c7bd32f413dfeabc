package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Direction;
import dev.sluice.model.Sha256;
import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.VendorConfig;
import dev.sluice.testing.Configs;
import dev.sluice.testing.Script;
import dev.sluice.testing.ScriptedUpstream;
import dev.sluice.testing.UpstreamCall;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What was signed is what goes over the wire: the address as it was encoded, and the host once,
 * whatever the HTTP client would have put there.
 */
class SignedOverTheWireTest {
  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final String TEXT = "测试 ( ) ! ' * ~ + 😀";

  private static Vertx vertx;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    upstream = ScriptedUpstream.start(vertx);
  }

  @AfterAll
  static void stop() {
    upstream.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldArriveAsSigned_whenTheGuardrailIsAnArn() {
    UpstreamCall call =
        asked(
            "bedrock",
            "{\"action\":\"NONE\",\"assessments\":[]}",
            "region",
            "eu-west-1",
            "service",
            "arn:aws:bedrock:eu-west-1:1:guardrail/gr-1");

    String path =
        "/prefix/guardrail/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aguardrail%2Fgr-1"
            + "/version/DRAFT/apply";
    assertThat(call.requestLine()).isEqualTo("POST " + path + " HTTP/1.1");
    SortedMap<String, String> signed =
        arrived(call, "content-type", "host", "x-amz-content-sha256", "x-amz-date");
    assertThat(signed).containsEntry("x-amz-content-sha256", Sha256.hex(call.text()));
    CanonicalRequest request =
        new CanonicalRequest("POST", path.replace("%", "%25"), "", signed, Sha256.hex(call.text()));
    assertThat(call.header("authorization"))
        .isEqualTo(
            ScopedSignature.AWS.authorization(
                request, signed.get("x-amz-date"), "eu-west-1", "bedrock", "an-id", "a-secret"));
  }

  @Test
  void shouldArriveAsSigned_whenTheAddressHasAQuery() {
    UpstreamCall call =
        asked("volcengine", "{\"Result\":{\"Decision\":{\"DecisionType\":1}}}", "service", "app-1");

    assertThat(call.requestLine())
        .isEqualTo("POST /prefix/v2/moderate?Action=Moderate&Version=2025-08-31 HTTP/1.1");
    SortedMap<String, String> signed =
        arrived(call, "content-type", "host", "x-content-sha256", "x-date");
    CanonicalRequest request =
        new CanonicalRequest(
            "POST",
            "/prefix/v2/moderate",
            "Action=Moderate&Version=2025-08-31",
            signed,
            Sha256.hex(call.text()));
    assertThat(call.header("authorization"))
        .isEqualTo(
            ScopedSignature.VOLCENGINE.authorization(
                request, signed.get("x-date"), "cn-beijing", "llmshield", "an-id", "a-secret"));
  }

  @Test
  void shouldSendTheHostOnce_whenItIsSigned() {
    UpstreamCall call =
        asked("huawei", "{\"result\":{\"suggestion\":\"pass\"}}", "options.project-id", "p-1");

    assertThat(call.requestLine()).isEqualTo("POST /prefix/v3/p-1/moderation/text HTTP/1.1");
    assertThat(arrived(call, "host", "x-project-id", "x-sdk-date"))
        .containsEntry("x-sdk-date", "20260102T030405Z");
  }

  /** The headers, each of which came once. */
  private static SortedMap<String, String> arrived(UpstreamCall call, String... names) {
    SortedMap<String, String> headers = new TreeMap<>();
    for (String name : names) {
      assertThat(call.head())
          .filteredOn(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .hasSize(1);
      headers.put(name, call.header(name));
    }
    assertThat(headers).containsEntry("host", "127.0.0.1:" + upstream.port());
    return headers;
  }

  private static UpstreamCall asked(String type, String answer, String... more) {
    upstream.answer(Script.json(200, answer));
    int before = upstream.calls().size();
    VendorConfig config = config(type, more);
    VendorProtocol protocol = Protocols.of("v", config, CLOCK, () -> NONCE);
    try (HttpVendor vendor = new HttpVendor(vertx, "v", config, protocol)) {
      Judgement judgement = vendor.judge(inquiry()).await().atMost(Duration.ofSeconds(30));
      assertThat(judgement.hits()).isEmpty();
    }
    UpstreamCall call = upstream.call(before);
    assertThat(call.body().encode()).contains(TEXT);
    return call;
  }

  private static Inquiry inquiry() {
    return new Inquiry(TEXT, Direction.OUTPUT, "", NONCE, Optional.empty(), true, true, NONCE);
  }

  private static VendorConfig config(String type, String... more) {
    List<String> pairs = new ArrayList<>(List.of(more));
    pairs.addAll(List.of("type", type, "access-key-id", "an-id", "access-key-secret", "a-secret"));
    pairs.addAll(List.of("timeout", "20s"));
    pairs.addAll(List.of("base-url", "http://127.0.0.1:" + upstream.port() + "/prefix/"));
    for (int i = 0; i < pairs.size(); i += 2) {
      pairs.set(i, "sluice.moderation.vendors.v." + pairs.get(i));
    }
    return Configs.of(ModerationConfig.class, pairs.toArray(new String[0])).vendors().get("v");
  }
}
