package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Baidu's content censor for texts (text_censor/v2/user_defined): each call by itself, with an
 * access token in its address.
 *
 * @see <a href="https://ai.baidu.com/ai-doc/ANTIPORN/Nk3h6xbb2">its interface</a>
 */
public final class BaiduTextProtocol implements VendorProtocol {
  private static final String PATH = "/rest/2.0/solution/v1/text_censor/v2/user_defined";
  private static final int MAX_BYTES = 20_000;

  private final Clock clock;
  private final Endpoint endpoint;
  private final BaiduToken token;
  private final Optional<String> strategy;

  public BaiduTextProtocol(Settings settings, Clock clock) {
    settings.onlyOptions();
    this.clock = clock;
    this.endpoint = settings.baseUrl("https://aip.baidubce.com");
    this.token = new BaiduToken(settings, endpoint, clock);
    this.strategy = settings.optionalService();
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        MAX_BYTES,
        MAX_BYTES,
        Capabilities.Unit.UTF8_BYTES,
        Capabilities.Session.NONE,
        Coverage.of(BaiduTypes.COVERAGE),
        Capabilities.Masking.NONE,
        Set.of("zh", "en"));
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return asked(inquiry, calls)
        .flatMap(
            answer ->
                BaiduErrors.refusesToken(answer)
                    ? asked(inquiry, calls)
                    : Uni.createFrom().item(answer))
        .map(answer -> BaiduErrors.reply(answer, clock))
        .map(reply -> BaiduFindings.judgement(reply, inquiry.text()));
  }

  private Uni<VendorAnswer> asked(Inquiry inquiry, Calls calls) {
    return token.get(calls).flatMap(it -> asked(inquiry, calls, it));
  }

  private Uni<VendorAnswer> asked(Inquiry inquiry, Calls calls, String access) {
    return calls
        .send(request(inquiry, access))
        .invoke(
            answer -> {
              if (BaiduErrors.refusesToken(answer)) {
                token.refused(access);
              }
            });
  }

  private VendorRequest request(Inquiry inquiry, String access) {
    Map<String, String> form = new TreeMap<>();
    form.put("text", inquiry.text());
    strategy.ifPresent(it -> form.put("strategyId", it));
    return VendorRequest.post(
        endpoint.at(PATH + "?access_token=" + Percent.encoded(access)),
        List.of(Map.entry("content-type", "application/x-www-form-urlencoded")),
        Percent.form(form).getBytes(StandardCharsets.UTF_8));
  }
}
