package dev.sluice.moderation.chain;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Capabilities.Masking;
import dev.sluice.moderation.vendor.Capabilities.Session;
import dev.sluice.moderation.vendor.Capabilities.Unit;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Judgement;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.Vendor;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.testing.ManualScheduler;
import dev.sluice.testing.ManualTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** A vendor that answers as a test says, and remembers what it was asked. */
final class ScriptedVendor implements Vendor {
  private final String id;
  private final ManualTime time;
  private final Deque<Function<Inquiry, Uni<Judgement>>> script = new ArrayDeque<>();
  private final List<Inquiry> asked = new ArrayList<>();
  private Function<Inquiry, Uni<Judgement>> otherwise = inquiry -> item(Judgement.of(List.of()));
  private Capabilities capabilities = capabilities(Session.NONE, 10_000, Unit.CODE_POINTS);
  private int cancelled;

  ScriptedVendor(String id, ManualTime time) {
    this.id = id;
    this.time = time;
  }

  static Capabilities capabilities(Session session, int limit, Unit unit) {
    return new Capabilities(
        limit,
        limit,
        unit,
        session,
        new Coverage(EnumSet.allOf(Category.class), EnumSet.allOf(Category.class)),
        Masking.SPANS,
        Set.of());
  }

  ScriptedVendor with(Session session, int limit, Unit unit) {
    capabilities = capabilities(session, limit, unit);
    return this;
  }

  ScriptedVendor with(Session session) {
    return with(session, 10_000, Unit.CODE_POINTS);
  }

  ScriptedVendor covering(Category... categories) {
    return covering(new Coverage(Set.of(categories), Set.of(categories)));
  }

  ScriptedVendor covering(Coverage coverage) {
    Capabilities old = capabilities;
    capabilities =
        new Capabilities(
            old.maxPrompt(),
            old.maxReply(),
            old.unit(),
            old.session(),
            coverage,
            old.masking(),
            old.languages());
    return this;
  }

  ScriptedVendor speaking(String... languages) {
    Capabilities old = capabilities;
    capabilities =
        new Capabilities(
            old.maxPrompt(),
            old.maxReply(),
            old.unit(),
            old.session(),
            old.coverage(),
            old.masking(),
            Set.of(languages));
    return this;
  }

  ScriptedVendor then(Function<Inquiry, Uni<Judgement>> answer) {
    script.add(answer);
    return this;
  }

  ScriptedVendor always(Function<Inquiry, Uni<Judgement>> answer) {
    otherwise = answer;
    return this;
  }

  static Function<Inquiry, Uni<Judgement>> pass() {
    return inquiry -> item(Judgement.of(List.of()));
  }

  static Function<Inquiry, Uni<Judgement>> issuing(String session) {
    return inquiry -> item(new Judgement(List.of(), "v1", Optional.of(session)));
  }

  static Function<Inquiry, Uni<Judgement>> hit(Category category, Action action, Span... spans) {
    Hit hit = new Hit(category, action, "raw", OptionalDouble.of(90), List.of(spans));
    return inquiry -> item(new Judgement(List.of(hit), "v1", Optional.empty()));
  }

  static Function<Inquiry, Uni<Judgement>> fail(VendorFailure.Kind kind) {
    return inquiry -> Uni.createFrom().failure(new VendorFailure(kind, "scripted"));
  }

  static Function<Inquiry, Uni<Judgement>> throttled(Duration retryAfter) {
    return inquiry ->
        Uni.createFrom()
            .failure(
                new VendorFailure(
                    VendorFailure.Kind.THROTTLED, "scripted", Optional.of(retryAfter)));
  }

  static Function<Inquiry, Uni<Judgement>> hang() {
    return inquiry -> Uni.createFrom().nothing();
  }

  Function<Inquiry, Uni<Judgement>> after(
      Duration delay, Function<Inquiry, Uni<Judgement>> answer) {
    return inquiry ->
        Uni.createFrom()
            .voidItem()
            .onItem()
            .delayIt()
            .onExecutor(new ManualScheduler(time))
            .by(delay)
            .chain(() -> answer.apply(inquiry));
  }

  private static Uni<Judgement> item(Judgement judgement) {
    return Uni.createFrom().item(judgement);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Uni<Judgement> judge(Inquiry inquiry) {
    return Uni.createFrom()
        .deferred(
            () -> {
              asked.add(inquiry);
              Function<Inquiry, Uni<Judgement>> next = script.poll();
              return (next == null ? otherwise : next).apply(inquiry);
            })
        .onCancellation()
        .invoke(() -> cancelled++);
  }

  List<Inquiry> asked() {
    return asked;
  }

  List<String> texts() {
    return asked.stream().map(Inquiry::text).toList();
  }

  int cancelled() {
    return cancelled;
  }
}
