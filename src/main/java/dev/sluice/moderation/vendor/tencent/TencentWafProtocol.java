package dev.sluice.moderation.vendor.tencent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tencent Cloud WAF's check of what goes to and from a model (DescribeLLMContentSecCheck, version
 * 2018-01-25), by the rules of one of the account's services.
 *
 * @see <a href="https://cloud.tencent.com/document/product/627/129968">its interface</a>
 */
public final class TencentWafProtocol implements VendorProtocol {
  private static final int PROMPT = 1;
  private static final int REPLY = 2;

  /** The vendor publishes no limit; this one is ours. */
  private static final int MOST = 5000;

  private final TencentCalls tencent;
  private final String service;
  private final String instance;
  private final WafFindings findings;
  private final int most;

  public TencentWafProtocol(Settings settings, Clock clock) {
    settings.onlyOptions("instance-id", "pass-actions", "review-actions", "max-chars");
    this.tencent = new TencentCalls(settings, clock, "waf", "2018-01-25");
    this.service = settings.service();
    this.instance = settings.option("instance-id");
    this.findings =
        new WafFindings(
            words(settings, "pass-actions", "pass,permit,allow"),
            words(settings, "review-actions", "observe,log,alert"));
    this.most = settings.option("max-chars", MOST, 1, 100_000);
  }

  private static Set<String> words(Settings settings, String option, String otherwise) {
    return Arrays.stream(settings.optionalOption(option).orElse(otherwise).split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        most,
        most,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        WafFindings.COVERAGE,
        Capabilities.Masking.NONE,
        Set.of());
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls
        .send(tencent.request("DescribeLLMContentSecCheck", parameters(inquiry)))
        .map(tencent::response)
        .map(response -> findings.judgement(response.object("Data")));
  }

  private ObjectNode parameters(Inquiry inquiry) {
    return Json.object()
        .put("ServiceId", service)
        .put("InstanceId", instance)
        .put("Type", inquiry.direction() == Direction.INPUT ? PROMPT : REPLY)
        .put("Content", inquiry.text())
        .put("ChatId", inquiry.sessionId())
        .put("UserId", inquiry.account());
  }
}
