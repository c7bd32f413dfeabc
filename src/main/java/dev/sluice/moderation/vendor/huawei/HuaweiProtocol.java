package dev.sluice.moderation.vendor.huawei;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.signature.CanonicalRequest;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.ScopedSignature;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Huawei Cloud's text moderation, third version: Chinese only, each call by itself. It reads the
 * first 10,000 characters and says nothing of the rest, so longer texts must not reach it.
 *
 * @see <a href="https://support.huaweicloud.com/api-moderation/moderation_03_0069.html">its
 *     interface</a>
 */
public final class HuaweiProtocol implements VendorProtocol {
  private static final int MAX = 10_000;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          MAX,
          MAX,
          Capabilities.Unit.CODE_POINTS,
          Capabilities.Session.NONE,
          Coverage.of(HuaweiLabels.COVERAGE),
          Capabilities.Masking.SPANS,
          Set.of("zh"));

  private final HuaweiSettings settings;
  private final Clock clock;
  private final HuaweiAnswers answers;

  public HuaweiProtocol(Settings settings, Clock clock) {
    this.settings = HuaweiSettings.of(settings);
    this.clock = clock;
    this.answers = new HuaweiAnswers(clock);
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls
        .send(request(inquiry))
        .map(answers::result)
        .map(result -> HuaweiJudgement.of(result, inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    String path = "/v3/" + settings.projectId() + "/moderation/text";
    byte[] body = Json.bytes(body(inquiry));
    return VendorRequest.post(settings.endpoint().at(path), headers(path, body), body);
  }

  private ObjectNode body(Inquiry inquiry) {
    ObjectNode body = Json.object();
    body.put("event_type", settings.eventType());
    settings.strategy().ifPresent(strategy -> body.put("biz_type", strategy));
    body.putObject("data").put("text", inquiry.text()).put("language", "zh");
    return body;
  }

  private List<Map.Entry<String, String>> headers(String path, byte[] body) {
    String time = ScopedSignature.time(clock.instant());
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("host", settings.endpoint().host());
    signed.put("x-project-id", settings.projectId());
    signed.put("x-sdk-date", time);
    CanonicalRequest request =
        CanonicalRequest.post(settings.endpoint().path() + path + "/", signed, body);
    List<Map.Entry<String, String>> headers = new ArrayList<>(signed.entrySet());
    headers.add(Map.entry("content-type", "application/json;charset=utf-8"));
    headers.add(
        Map.entry(
            "authorization",
            HuaweiSignature.authorization(request, time, settings.keyId(), settings.keySecret())));
    return headers;
  }
}
