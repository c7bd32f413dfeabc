package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Cut;
import dev.sluice.model.Direction;
import dev.sluice.model.Finding;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.InputModeration;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.input.Misuse.Standing;
import dev.sluice.moderation.input.Misuse.Suspended;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Judges a whole request: who sends it, its bounds, then every text of it, here and by vendors. */
@ApplicationScoped
class RequestInspector implements InputModeration {
  /** Above it, in UTF-16 units, scanning takes long enough to be done off the event loop. */
  private static final int LONG = 20_000;

  private final Misuse misuse;
  private final InputBounds bounds;
  private final LocalJudge local;
  private final VendorJudge vendors;
  private final Policy policy;
  private final String appeal;

  RequestInspector(
      Misuse misuse,
      InputBounds bounds,
      LocalJudge local,
      VendorJudge vendors,
      Policy policy,
      ModerationConfig config) {
    this.misuse = misuse;
    this.bounds = bounds;
    this.local = local;
    this.vendors = vendors;
    this.policy = policy;
    this.appeal = config.misuse().appeal();
  }

  @Override
  public Uni<ChatRequest> inspect(Received from, ChatRequest request, Consumer<Finding> findings) {
    return Uni.createFrom()
        .deferred(
            () ->
                onThisContext(
                    misuse
                        .standing(from.caller())
                        .invoke(this::refuseSuspended)
                        .chain(standing -> judged(from, request, findings, standing))));
  }

  /** Vendors answer on threads of theirs; the journey goes on where it came from. */
  private static <T> Uni<T> onThisContext(Uni<T> work) {
    Context context = Vertx.currentContext();
    return context == null
        ? work
        : work.emitOn(command -> context.runOnContext(now -> command.run()));
  }

  private void refuseSuspended(Standing standing) {
    standing
        .suspended()
        .ifPresent(
            suspended -> {
              throw new Refusal.Forbidden("account_suspended", notice(suspended));
            });
  }

  private String notice(Suspended suspended) {
    String end = suspended.until().map(until -> " until " + until).orElse("");
    return "This account is suspended"
        + end
        + " because too many of its inputs were blocked. 账号因多次违规输入已被暂停使用。 "
        + appeal;
  }

  private Uni<ChatRequest> judged(
      Received from, ChatRequest request, Consumer<Finding> findings, Standing standing) {
    List<InputText> texts = RequestTexts.of(request);
    bounds.check(request, texts);
    return Uni.combine()
        .all()
        .unis(vendors.judge(from, request.model(), texts), here(request.model(), texts))
        .with(RequestInspector::merged)
        .onFailure(Blocked.class)
        .recoverWithItem(blocked -> new Judged(((Blocked) blocked).inspection, Optional.empty()))
        .invoke(judged -> judged.inspection().findings().forEach(findings))
        .chain(judged -> concluded(judged, from, request, standing));
  }

  /** Fails where it blocks, so that nobody else is waited for. */
  private Uni<Inspection> here(String alias, List<InputText> texts) {
    Uni<Inspection> scan =
        Uni.createFrom()
            .item(() -> local.judge(alias, texts))
            .invoke(
                inspection -> {
                  if (inspection.blocked().isPresent()) {
                    throw new Blocked(inspection);
                  }
                });
    return texts.stream().mapToInt(text -> text.text().length()).sum() > LONG
        ? scan.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        : scan;
  }

  private static Judged merged(Optional<List<JudgedPart>> vendors, Inspection inspection) {
    vendors.ifPresent(parts -> parts.forEach(part -> part.tell(inspection)));
    return new Judged(inspection, vendors.isPresent() ? Optional.empty() : Optional.of(unjudged()));
  }

  private static Refusal unjudged() {
    return new Refusal.Unavailable(
        "moderation_unavailable",
        "The content check is not available at the moment; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }

  private Uni<ChatRequest> concluded(
      Judged judged, Received from, ChatRequest request, Standing standing) {
    Inspection inspection = judged.inspection();
    if (inspection.blocked().isPresent()) {
      return blocked(from.caller(), inspection.blocked().get(), inspection);
    }
    if (judged.refusal().isPresent()) {
      return Uni.createFrom().failure(judged.refusal().get());
    }
    Uni<Void> counted =
        standing.inARow() > 0 ? misuse.allowed(from.caller()) : Uni.createFrom().voidItem();
    return counted.map(any -> MaskedRequest.of(request, inspection.masks()));
  }

  private Uni<ChatRequest> blocked(Caller caller, Category category, Inspection inspection) {
    Uni<Optional<Suspended>> counted =
        inspection.isMisuse()
            ? misuse.blocked(caller, category)
            : Uni.createFrom().item(Optional.empty());
    return counted.chain(suspended -> Uni.createFrom().failure(blocked(category, suspended)));
  }

  private Refusal blocked(Category category, Optional<Suspended> suspended) {
    String notice = policy.notice(category) + suspended.map(it -> " " + notice(it)).orElse("");
    return new Refusal.InputBlocked(
        new Cut(category.name(), Direction.INPUT.stage(), OptionalInt.empty(), notice));
  }

  /** What was found, and why it must not go on although nothing was. */
  private record Judged(Inspection inspection, Optional<Refusal> refusal) {}

  /** Ends the asking of vendors. */
  private static final class Blocked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Inspection inspection;

    private Blocked(Inspection inspection) {
      super(null, null, false, false);
      this.inspection = inspection;
    }
  }
}
