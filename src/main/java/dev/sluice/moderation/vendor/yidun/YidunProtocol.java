package dev.sluice.moderation.vendor.yidun;

import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * NetEase Yidun's text check, version 5.3, as its Java kit's {@code TextCheckRequest} puts it: each
 * call by itself.
 */
public final class YidunProtocol implements VendorProtocol {
  private static final int MAX = 10_000;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          MAX,
          MAX,
          Capabilities.Unit.CODE_POINTS,
          Capabilities.Session.NONE,
          Coverage.of(YidunLabels.COVERAGE),
          Capabilities.Masking.SPANS,
          Set.of());

  private final String businessId;
  private final YidunForm form;
  private final YidunAnswers answers;

  public YidunProtocol(Settings settings, Clock clock, Supplier<String> nonces) {
    this.businessId = settings.service();
    this.form = new YidunForm(settings, clock, nonces);
    this.answers = new YidunAnswers(clock);
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
        .map(answer -> answers.result(answer).object("antispam"))
        .map(antispam -> YidunJudgement.of(antispam, inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    Map<String, String> parameters =
        Map.of(
            "businessId", businessId,
            "dataId", form.dataId(),
            "account", inquiry.account(),
            "content", inquiry.text());
    return form.post("/v5/text/check", "v5.3", parameters);
  }
}
