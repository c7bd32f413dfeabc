package dev.sluice.moderation.vendor.aliyun;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Levels;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorProtocol;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Alibaba Cloud's TextModerationPlus (version 2022-03-02). It joins the passages of one session by
 * itself, over up to 5,000 characters of an answer.
 *
 * @see <a href="https://help.aliyun.com/document_detail/2671445.html">its interface</a>
 */
public final class AliyunTextProtocol implements VendorProtocol {
  private static final String NOTHING = "nonLabel";

  private final AliyunCalls aliyun;

  public AliyunTextProtocol(Settings settings, Clock clock, Supplier<String> nonces) {
    this.aliyun =
        new AliyunCalls(
            settings,
            clock,
            nonces,
            Map.entry("llm_query_moderation", 2000),
            Map.entry("llm_response_moderation", 5000));
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        aliyun.maxPrompt(),
        aliyun.maxReply(),
        aliyun.unit(),
        Capabilities.Session.JOINED,
        Coverage.of(AliyunLabels.COVERAGE),
        Capabilities.Masking.NONE,
        Set.of());
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry, Calls calls) {
    if (inquiry.text().isEmpty()) {
      return Uni.createFrom().item(Judgement.of(List.of()));
    }
    return calls
        .send(
            aliyun.request(
                "TextModerationPlus",
                inquiry.direction(),
                AliyunCalls.parameters(Json.object(), inquiry)))
        .map(this::judgement);
  }

  private Judgement judgement(VendorAnswer answer) {
    Reply data = AliyunErrors.data(answer, aliyun.clock());
    String level = data.text("RiskLevel");
    Optional<Action> whole = action(data, "RiskLevel", level);
    List<Hit> hits = new ArrayList<>(results(data, whole));
    if (whole.isPresent()) {
      hits = new ArrayList<>(Levels.reaching(whole.get(), hits, "RiskLevel:" + level));
    }
    attack(data).ifPresent(hits::add);
    return Judgement.of(hits);
  }

  /** The labels; one that stands beside the level "none" is a contradiction, not a pass. */
  private static List<Hit> results(Reply data, Optional<Action> whole) {
    List<Hit> hits = new ArrayList<>();
    for (Reply result : data.objects("Result")) {
      String label = result.text("Label");
      if (!label.equals(NOTHING)) {
        Action action = whole.orElseThrow(() -> Reply.failure("a label without a risk level"));
        hits.add(
            new Hit(
                AliyunLabels.category(label),
                action,
                label,
                AliyunScores.score(result),
                List.of()));
      }
    }
    return hits;
  }

  private static Optional<Hit> attack(Reply data) {
    return data.optionalText("AttackLevel")
        .flatMap(level -> action(data, "AttackLevel", level).map(it -> Map.entry(level, it)))
        .map(it -> Hit.of(Category.PROMPT_ATTACK, it.getValue(), "AttackLevel:" + it.getKey()));
  }

  private static Optional<Action> action(Reply data, String field, String level) {
    return switch (level) {
      case "none" -> Optional.empty();
      case "low", "medium" -> Optional.of(Action.REVIEW);
      case "high" -> Optional.of(Action.BLOCK);
      default -> throw data.unreadable(field);
    };
  }
}
