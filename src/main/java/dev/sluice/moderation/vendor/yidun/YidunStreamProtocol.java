package dev.sluice.moderation.vendor.yidun;

import dev.sluice.model.Direction;
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
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * NetEase Yidun's check of generated streams, version 1: it joins the fragments of a session
 * itself, each of at most 200 characters, and is told which one is the last.
 *
 * @see <a href="https://github.com/yidun">its makers' samples (AigcStreamPushAPIDemo)</a>
 */
public final class YidunStreamProtocol implements VendorProtocol {
  private static final int MAX_PROMPT = 10_000;
  private static final int MAX_FRAGMENT = 200;

  private static final String FRAGMENT = "1";
  private static final String PROMPT = "2";
  private static final String END = "3";

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          MAX_PROMPT,
          MAX_FRAGMENT,
          Capabilities.Unit.CODE_POINTS,
          Capabilities.Session.JOINED,
          Coverage.of(YidunLabels.COVERAGE),
          Capabilities.Masking.NONE,
          Set.of());

  private final YidunForm form;
  private final YidunAnswers answers;

  public YidunStreamProtocol(Settings settings, Clock clock, Supplier<String> nonces) {
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
        .map(answers::result)
        .map(result -> YidunJudgement.of(result.object("antispam"), inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("sessionId", inquiry.sessionId());
    parameters.put("type", type(inquiry));
    parameters.put("dataId", form.dataId());
    parameters.put("content", inquiry.text());
    parameters.put("publishTime", form.now());
    return form.post("/v1/stream/push", "v1", parameters);
  }

  private static String type(Inquiry inquiry) {
    if (inquiry.direction() == Direction.INPUT) {
      return PROMPT;
    }
    return inquiry.last() ? END : FRAGMENT;
  }
}
