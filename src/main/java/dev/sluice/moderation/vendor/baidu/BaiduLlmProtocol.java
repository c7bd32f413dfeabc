package dev.sluice.moderation.vendor.baidu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Direction;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.VendorRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Baidu's safety platform for models (AIGC_SEC). An answer is judged by the id that its prompt's
 * check gave; where this vendor has not seen the prompt, that check is made first.
 *
 * @see <a href="https://cloud.baidu.com/doc/AIGC_SEC/s/qlxblhd5j">its check of inputs</a>
 */
public final class BaiduLlmProtocol implements VendorProtocol {
  private static final int MOST = 512;
  private static final int FIRST = 1;
  private static final int LATER = 2;

  private final Clock clock;
  private final Endpoint endpoint;
  private final BceSignature signature;
  private final Optional<String> template;
  private final Optional<String> app;
  private final LlmFindings findings;

  public BaiduLlmProtocol(Settings settings, Clock clock) {
    settings.onlyOptions("app-id", "hit-types");
    this.clock = clock;
    this.endpoint = settings.baseUrl("https://afd.bj.baidubce.com");
    this.signature = new BceSignature(settings.accessKeyId(), settings.accessKeySecret());
    this.template = settings.optionalService();
    this.app = settings.optionalOption("app-id");
    this.findings = new LlmFindings(HitTypes.of(settings), clock);
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        MOST,
        MOST,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.LINKED_TO_PROMPT,
        Coverage.of(findings.coverage()),
        Capabilities.Masking.NONE,
        Set.of("zh"));
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(new Judgement(List.of(), "", inquiry.issued()));
    }
    if (inquiry.direction() == Direction.INPUT) {
      return calls.send(prompt(inquiry, inquiry.text())).map(findings::ofPrompt);
    }
    return promptId(inquiry, calls).flatMap(id -> reply(inquiry, id, calls));
  }

  private Uni<Judgement> reply(Inquiry inquiry, String promptId, Calls calls) {
    ObjectNode body = common(inquiry);
    body.put("content", inquiry.text());
    body.put("isFirst", inquiry.first() ? FIRST : LATER);
    body.put("reqId", promptId);
    return calls
        .send(request("/rcs/llm/output/analyze", body))
        .map(answer -> findings.ofReply(answer, promptId));
  }

  /** What the prompt holds is judged elsewhere; here its check is needed for the id only. */
  private Uni<String> promptId(Inquiry inquiry, Calls calls) {
    if (inquiry.issued().isPresent()) {
      return Uni.createFrom().item(inquiry.issued().get());
    }
    if (inquiry.prompt().isBlank()) {
      throw new VendorFailure(VendorFailure.Kind.UNFIT, "an answer without its prompt");
    }
    return calls.send(prompt(inquiry, end(inquiry.prompt()))).map(findings::id);
  }

  private static String end(String prompt) {
    int length = prompt.codePointCount(0, prompt.length());
    return prompt.substring(prompt.offsetByCodePoints(0, Math.max(0, length - MOST)));
  }

  private VendorRequest prompt(Inquiry inquiry, String text) {
    ObjectNode body = common(inquiry);
    body.put("query", text);
    body.put("stream", false);
    return request("/rcs/llm/input/analyze", body);
  }

  private ObjectNode common(Inquiry inquiry) {
    ObjectNode body = Json.object();
    app.ifPresent(it -> body.put("appid", it));
    template.ifPresent(it -> body.put("templateId", it));
    return body.put("userId", inquiry.account());
  }

  private VendorRequest request(String path, ObjectNode body) {
    return VendorRequest.post(
        endpoint.at(path),
        signature.headers(endpoint.host(), endpoint.path() + path, clock.instant()),
        Json.bytes(body));
  }
}
