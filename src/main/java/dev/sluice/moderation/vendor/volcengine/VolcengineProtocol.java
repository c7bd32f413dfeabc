package dev.sluice.moderation.vendor.volcengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Volcengine's firewall for model applications (LLM Shield), interface of 2025-08-31. It joins
 * nothing itself: its own kits send the whole answer so far each time, with the message id that the
 * first call brought, and so do we.
 *
 * @see <a href="https://www.volcengine.com/docs/84990/1827500">its interface</a>
 */
public final class VolcengineProtocol implements VendorProtocol {
  private static final int MAX_BYTES = 240_000;

  /** It judges answers better by their question; of a long one the end is what was asked. */
  private static final int MAX_PROMPT = 4_000;

  private static final Capabilities CAPABILITIES =
      new Capabilities(
          MAX_BYTES,
          MAX_BYTES,
          Capabilities.Unit.UTF8_BYTES,
          Capabilities.Session.WHOLE,
          Coverage.of(VolcengineLabels.COVERAGE),
          Capabilities.Masking.SPANS,
          Set.of());

  private final VolcengineSettings settings;
  private final Clock clock;
  private final VolcengineAnswers answers;

  public VolcengineProtocol(Settings settings, Clock clock) {
    this.settings = VolcengineSettings.of(settings);
    this.clock = clock;
    this.answers = new VolcengineAnswers(clock);
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
        .map(result -> VolcengineJudgement.of(result, inquiry.text()));
  }

  private VendorRequest request(Inquiry inquiry) {
    byte[] body = Json.bytes(body(inquiry));
    return VendorRequest.post(settings.uri(), settings.headers(body, clock.instant()), body);
  }

  private ObjectNode body(Inquiry inquiry) {
    boolean answer = inquiry.direction() == Direction.OUTPUT;
    ObjectNode body = Json.object();
    body.set("Message", message(answer ? "assistant" : "user", inquiry.text()));
    body.put("Scene", settings.application());
    body.put("UseStream", stage(inquiry));
    inquiry.issued().ifPresent(id -> body.put("MsgID", id));
    if (answer && !inquiry.prompt().isEmpty()) {
      body.putArray("History").add(message("user", end(inquiry.prompt())));
    }
    return body;
  }

  /** 0 for a text of one call, 1 for more to come, 2 for the last of several. */
  private static int stage(Inquiry inquiry) {
    boolean alone = inquiry.last() && inquiry.issued().isEmpty();
    if (inquiry.direction() == Direction.INPUT || alone) {
      return 0;
    }
    return inquiry.last() ? 2 : 1;
  }

  private static ObjectNode message(String role, String text) {
    return Json.object().put("Role", role).put("Content", text).put("ContentType", 1);
  }

  private static String end(String prompt) {
    if (prompt.length() <= MAX_PROMPT) {
      return prompt;
    }
    int from = prompt.length() - MAX_PROMPT;
    return prompt.substring(Character.isLowSurrogate(prompt.charAt(from)) ? from + 1 : from);
  }
}
