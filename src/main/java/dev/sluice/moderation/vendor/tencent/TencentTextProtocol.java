package dev.sluice.moderation.vendor.tencent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tencent Cloud's text moderation (TMS TextModeration, version 2020-12-29). It joins texts of one
 * session, but does not say how far back, so passages overlap as well.
 *
 * @see <a href="https://cloud.tencent.com/document/product/1124/51860">its interface</a>
 */
public final class TencentTextProtocol implements VendorProtocol {
  private static final int MOST = 10_000;

  private final TencentCalls tencent;
  private final Optional<String> bizType;
  private final boolean sessions;

  public TencentTextProtocol(Settings settings, Clock clock) {
    settings.onlyOptions("sessions");
    this.tencent = new TencentCalls(settings, clock, "tms", "2020-12-29");
    this.bizType = settings.optionalService();
    this.sessions = settings.option("sessions", "true", Set.of("true", "false")).equals("true");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        MOST,
        MOST,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        Coverage.of(TencentLabels.COVERAGE),
        Capabilities.Masking.NONE,
        Set.of("zh", "en"));
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls
        .send(tencent.request("TextModeration", parameters(inquiry)))
        .map(tencent::response)
        .map(response -> TencentFindings.judgement(response, inquiry.text()));
  }

  private ObjectNode parameters(Inquiry inquiry) {
    byte[] text = inquiry.text().getBytes(StandardCharsets.UTF_8);
    ObjectNode parameters = Json.object().put("Content", Base64.getEncoder().encodeToString(text));
    bizType.ifPresent(it -> parameters.put("BizType", it));
    if (sessions) {
      parameters.put("SessionId", inquiry.sessionId());
    }
    return parameters;
  }
}
