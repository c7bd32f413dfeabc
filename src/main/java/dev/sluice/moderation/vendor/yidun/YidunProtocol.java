package dev.sluice.moderation.vendor.yidun;

import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
          YidunLabels.COVERAGE,
          Capabilities.Masking.SPANS,
          Set.of(),
          false);

  private final YidunSettings settings;
  private final YidunForm form;

  YidunProtocol(YidunSettings settings, YidunForm form) {
    this.settings = settings;
    this.form = form;
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
        .map(answer -> YidunAnswer.judgement(YidunAnswer.antispam(answer), inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    Map<String, String> parameters =
        Map.of(
            "businessId", settings.businessId(),
            "dataId", form.nonces().get(),
            "account", inquiry.account(),
            "content", inquiry.text());
    return VendorRequest.post(
        settings.origin() + "/v5/text/check", YidunForm.HEADERS, form.of("v5.3", parameters));
  }
}
