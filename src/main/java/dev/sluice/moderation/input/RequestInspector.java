package dev.sluice.moderation.input;

import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Finding;
import dev.sluice.model.Home;
import dev.sluice.moderation.GoodStanding;
import dev.sluice.moderation.InputModeration;
import dev.sluice.moderation.input.Misuse.Standing;
import dev.sluice.moderation.input.Misuse.Suspended;
import dev.sluice.moderation.lexicon.Scanner;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges a whole request: who sends it, its bounds, then every text of it, here and by vendors. */
@ApplicationScoped
class RequestInspector implements InputModeration, GoodStanding {

  private final Misuse misuse;
  private final InputBounds bounds;
  private final LocalJudge local;
  private final VendorJudge vendors;
  private final InputRefusals refusals;
  private final InputMetrics metrics;

  RequestInspector(
      Misuse misuse,
      InputBounds bounds,
      LocalJudge local,
      VendorJudge vendors,
      InputRefusals refusals,
      InputMetrics metrics) {
    this.misuse = misuse;
    this.bounds = bounds;
    this.local = local;
    this.vendors = vendors;
    this.refusals = refusals;
    this.metrics = metrics;
  }

  @Override
  public Uni<ChatRequest> inspect(Received from, ChatRequest request, Consumer<Finding> findings) {
    return Uni.createFrom()
        .deferred(
            () ->
                standing(from.caller())
                    .chain(
                        standing ->
                            judged(from, request)
                                .invoke(it -> it.inspection().findings().forEach(findings))
                                .chain(it -> concluded(it, from, request, standing)))
                    .emitOn(Home.current())); // vendors answer on threads of theirs
  }

  @Override
  public Uni<Void> check(Caller caller) {
    return Uni.createFrom()
        .deferred(() -> standing(caller).emitOn(Home.current()))
        .replaceWithVoid();
  }

  private Uni<Standing> standing(Caller caller) {
    return misuse.standing(caller).invoke(this::refuseSuspended);
  }

  private void refuseSuspended(Standing standing) {
    standing
        .suspended()
        .ifPresent(
            suspended -> {
              metrics.suspended();
              throw refusals.suspended(suspended);
            });
  }

  private Uni<Judged> judged(Received from, ChatRequest request) {
    List<InputText> texts = RequestTexts.of(request);
    bounds.check(request, texts);
    return Uni.combine()
        .all()
        .unis(vendors.judge(from, request.model(), texts), here(request.model(), texts))
        .with(RequestInspector::merged)
        .onFailure(Blocked.class)
        .recoverWithItem(blocked -> new Judged(((Blocked) blocked).inspection, true));
  }

  /** Fails where it blocks, so that nobody else is waited for. */
  private Uni<Inspection> here(String alias, List<InputText> texts) {
    Uni<Inspection> scan =
        Uni.createFrom()
            .item(() -> local.judge(alias, texts))
            .invoke(inspection -> inspection.findings().forEach(metrics::found))
            .invoke(RequestInspector::stopIfBlocked);
    return texts.stream().mapToInt(text -> text.text().length()).sum() > Scanner.LONG_TEXT
        ? scan.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        : scan;
  }

  private static void stopIfBlocked(Inspection inspection) {
    if (inspection.blocked().isPresent()) {
      throw new Blocked(inspection);
    }
  }

  private static Judged merged(Optional<List<JudgedPart>> vendors, Inspection inspection) {
    vendors.ifPresent(parts -> parts.forEach(part -> part.tell(inspection)));
    return new Judged(inspection, vendors.isPresent());
  }

  private Uni<ChatRequest> concluded(
      Judged judged, Received from, ChatRequest request, Standing standing) {
    Inspection inspection = judged.inspection();
    if (inspection.blocked().isPresent()) {
      metrics.blocked(request.model(), inspection.blocked().get());
      return blocked(from, inspection.blocked().get(), inspection.isMisuse());
    }
    if (!judged.complete()) {
      metrics.unjudged(request.model());
      return Uni.createFrom().failure(refusals.unjudged());
    }
    metrics.passed(request.model(), inspection.masks());
    Uni<Void> counted =
        standing.inARow() > 0 ? misuse.allowed(from.caller()) : Uni.createFrom().voidItem();
    return counted.map(any -> MaskedRequest.of(request, inspection.masks()));
  }

  private Uni<ChatRequest> blocked(Received from, Category category, boolean isMisuse) {
    Uni<Optional<Suspended>> counted =
        isMisuse
            ? misuse.blocked(from.caller(), category)
            : Uni.createFrom().item(Optional.empty());
    return counted.chain(
        suspended -> Uni.createFrom().failure(refusals.blocked(category, suspended)));
  }

  /**
   * What was found.
   *
   * @param complete whether the vendors judged too; if not, only a block counts
   */
  private record Judged(Inspection inspection, boolean complete) {}

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
