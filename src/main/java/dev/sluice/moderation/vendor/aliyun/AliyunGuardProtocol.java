package dev.sluice.moderation.vendor.aliyun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorProtocol;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Alibaba Cloud's AI Guardrails (MultiModalGuard, version 2022-03-02), texts only. It joins the
 * passages of one session by itself until one is marked as the last.
 *
 * @see <a href="https://help.aliyun.com/zh/document_detail/2932956.html">its interface</a>
 */
public final class AliyunGuardProtocol implements VendorProtocol {
  private static final int MOST = 2000;

  private final AliyunCalls aliyun;

  public AliyunGuardProtocol(Settings settings, Clock clock, Supplier<String> nonces) {
    this.aliyun =
        new AliyunCalls(
            settings,
            clock,
            nonces,
            Map.entry("query_security_check", MOST),
            Map.entry("response_security_check", MOST));
  }

  @Override
  public Capabilities capabilities() {
    Set<Category> coverage = new HashSet<>(AliyunLabels.COVERAGE);
    coverage.add(Category.PROMPT_ATTACK);
    return new Capabilities(
        aliyun.maxPrompt(),
        aliyun.maxReply(),
        aliyun.unit(),
        Capabilities.Session.JOINED,
        Coverage.of(coverage),
        Capabilities.Masking.SPANS,
        Set.of());
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    ObjectNode parameters = AliyunCalls.parameters(Json.object(), inquiry);
    if (inquiry.direction() == Direction.OUTPUT) {
      parameters.put("done", inquiry.last());
    }
    return calls
        .send(aliyun.request("MultiModalGuard", inquiry.direction(), parameters))
        .map(answer -> AliyunErrors.data(answer, aliyun.clock()))
        .map(data -> GuardFindings.judgement(data, inquiry.text()));
  }
}
