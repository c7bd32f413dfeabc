package dev.sluice.moderation.vendor.shumei;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Shumei's text check, version 4: one call a text, the key in its body.
 *
 * @see <a href="https://github.com/ishumei/api-doc">its interface</a>
 */
public final class ShumeiProtocol implements VendorProtocol {
  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(Map.entry("content-type", "application/json;charset=utf-8"));

  private final ShumeiSettings settings;
  private final ShumeiAnswers answers;

  public ShumeiProtocol(Settings settings, Clock clock) {
    this.settings = ShumeiSettings.of(settings);
    this.answers = new ShumeiAnswers(clock);
  }

  @Override
  public Capabilities capabilities() {
    return settings.capabilities();
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls
        .send(request(inquiry))
        .map(answers::checked)
        .map(reply -> ShumeiJudgement.of(reply, inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    ObjectNode body = Json.object();
    body.put("accessKey", settings.accessKey());
    body.put("appId", settings.appId());
    body.put("eventId", settings.eventId());
    body.put("type", settings.type());
    ObjectNode data = body.putObject("data");
    data.put("text", inquiry.text());
    data.put("tokenId", inquiry.account());
    data.put("lang", settings.language());
    return VendorRequest.post(settings.endpoint().at("/text/v4"), HEADERS, Json.bytes(body));
  }
}
