package dev.sluice.journey;

import dev.sluice.admission.Admission;
import dev.sluice.journey.replay.ReplayLog;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.Refusal;
import dev.sluice.model.RouteFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.moderation.InputModeration;
import dev.sluice.moderation.InputModeration.Received;
import dev.sluice.moderation.OutputModeration;
import dev.sluice.moderation.OutputModeration.Answered;
import dev.sluice.moderation.Policy;
import dev.sluice.provider.Failover;
import dev.sluice.provider.OpenedRoute;
import dev.sluice.provider.Route;
import dev.sluice.provider.Routes;
import dev.sluice.quota.keeping.AliasAllowance;
import dev.sluice.trace.Opened;
import dev.sluice.trace.Traces;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The way of a chat request, stage by stage. */
@ApplicationScoped
public class ChatJourney {
  /** Longer than a connection is waited for, since that is a failure that tells more. */
  private static final Duration TRACE_LIMIT = Duration.ofSeconds(3);

  private final Admission admission;
  private final Routes routes;
  private final Traces traces;
  private final InputModeration input;
  private final Failover failover;
  private final OutputModeration output;
  private final Settlement settlement;
  private final RunningJourneys running;
  private final Policy policy;
  private final Clock clock;
  private final ReplayLog log;
  private final Reserving reserving;
  private final Queueing queueing;

  ChatJourney(
      Admission admission,
      Routes routes,
      Traces traces,
      InputModeration input,
      Failover failover,
      OutputModeration output,
      Settlement settlement,
      RunningJourneys running,
      Policy policy,
      Clock clock,
      ReplayLog log,
      Reserving reserving,
      Queueing queueing) {
    this.admission = admission;
    this.routes = routes;
    this.traces = traces;
    this.input = input;
    this.failover = failover;
    this.output = output;
    this.settlement = settlement;
    this.running = running;
    this.policy = policy;
    this.clock = clock;
    this.log = log;
    this.reserving = reserving;
    this.queueing = queueing;
  }

  /**
   * From an admitted caller to the answer's first chunk. Fails with a {@link Refusal}, a {@link
   * RouteFailure} or a {@link ProviderFailure} of the caller's making; nothing was released then.
   * Cancelling it ends the journey as disconnected.
   *
   * @param told hears where the caller stands while it waits for a slot
   */
  public Uni<Answer> run(Asked asked, Consumer<QueuePosition> told) {
    return begin(asked)
        .call(this::allow)
        .call(journey -> reserve(journey, asked))
        .call(this::recordUnlessLeft)
        .call(this::inspect)
        .call(this::enter)
        .call(journey -> queue(journey, told))
        .chain(this::open);
  }

  /** As {@link #run(Asked, Consumer)}, for a caller that need not know where it stands. */
  public Uni<Answer> run(Asked asked) {
    return run(asked, position -> {});
  }

  /**
   * As {@link #record}, for a caller that may leave meanwhile. The row is written nevertheless,
   * since only then can it be ended: an update that overtakes its insert finds nothing.
   */
  private Uni<Void> recordUnlessLeft(Journey journey) {
    Uni<Void> recorded = record(journey).memoize().indefinitely();
    return recorded
        .onCancellation()
        .invoke(
            () ->
                recorded
                    .subscribe()
                    .with(row -> ended(journey, new Outcome.Disconnected()), settledAlready -> {}));
  }

  /** The aliases the caller may name, in order. */
  public List<String> models(Caller caller) {
    return routes.all().stream()
        .map(Route::alias)
        .filter(alias -> caller.rights().mayName(alias))
        .toList();
  }

  /** How the caller stands with every limit that applies to it. */
  public Uni<List<AliasAllowance>> limits(Caller caller) {
    return reserving.standings(caller);
  }

  /** Finds the route and enters the journey among the running ones. */
  Uni<Journey> begin(Asked asked) {
    return Uni.createFrom().item(() -> journey(asked)).invoke(running::enter);
  }

  private Journey journey(Asked asked) {
    ChatRequest request = asked.request();
    Route route =
        routes
            .find(request.model())
            .orElseThrow(
                () ->
                    new Refusal.NotFound(
                        "model_not_found",
                        "model",
                        "There is no such model; GET /v1/models lists those you may use."));
    return new Journey(
        asked.id(),
        asked.kind(),
        asked.caller(),
        Bounds.apply(request, route),
        route,
        clock.instant().getEpochSecond(),
        System::nanoTime);
  }

  /** Whether this caller may have an answer from this model at all. */
  Uni<Void> allow(Journey journey) {
    return unlessRefused(journey, admission.allow(journey.caller(), journey.route().alias()));
  }

  /** A step before the record; where it fails, or its caller leaves, nothing is left behind. */
  <T> Uni<T> unlessRefused(Journey journey, Uni<T> step) {
    return step.onFailure()
        .invoke(refusal -> forget(journey, refusal))
        .onCancellation()
        .invoke(() -> forget(journey, new Stopped(new Outcome.Disconnected())));
  }

  /**
   * Debits what the answer may take. A caller that leaves meanwhile has it given back, whenever it
   * comes.
   */
  Uni<Void> reserve(Journey journey, Asked asked) {
    Uni<Void> reserved = reserving.reserve(journey, asked.told()).memoize().indefinitely();
    return reserved
        .onFailure()
        .invoke(refusal -> forget(journey, refusal))
        .onCancellation()
        .invoke(
            () ->
                reserved
                    .subscribe()
                    .with(
                        done -> forget(journey, new Stopped(new Outcome.Disconnected())),
                        refused -> forget(journey, refused)));
  }

  /** The trace's row, without which nothing may be released. */
  Uni<Void> record(Journey journey) {
    Uni<Void> row = traces.open(opened(journey)).memoize().indefinitely();
    return row.ifNoItem()
        .after(TRACE_LIMIT)
        .fail()
        .onFailure(TimeoutException.class)
        .invoke(silent -> endWithRow(journey, row))
        .onFailure()
        .invoke(failure -> forget(journey, untraceable()))
        .onFailure()
        .transform(failure -> untraceable());
  }

  /**
   * Ends a journey whose row may still be written. The row is ended only when that is over: an
   * update that overtakes it would find nothing, and the row would stay open.
   */
  private void endWithRow(Journey journey, Uni<Void> row) {
    Outcome late = new Outcome.Refused(untraceable());
    if (journey.end(late)) {
      settlement.release(journey);
      row.subscribe()
          .with(
              written -> settlement.settle(journey, late),
              unknown -> settlement.settle(journey, late));
    }
  }

  /** Ends a journey that has no row, and so nothing to settle but its reservation. */
  private void forget(Journey journey, Throwable failure) {
    if (journey.end(outcome(failure))) {
      settlement.release(journey);
    }
    running.leave(journey);
  }

  private static Refusal untraceable() {
    return new Refusal.Unavailable(
        "trace_unavailable",
        "The record of this request could not be written; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }

  /** Judges what the caller sent; what goes on is what may reach a provider. */
  Uni<Void> inspect(Journey journey) {
    Received from = new Received(journey.id(), journey.caller());
    return stage(
        journey,
        input
            .inspect(from, journey.request(), finding -> settlement.keep(journey, finding))
            .invoke(journey::inspected)
            .replaceWithVoid());
  }

  /** Takes a slot or a place in the queue, where the alias has one; says no where that is full. */
  Uni<Void> enter(Journey journey) {
    return journey.route().queue()
        ? stage(journey, queueing.enter(journey))
        : Uni.createFrom().voidItem();
  }

  /** Waits for the turn. */
  Uni<Void> queue(Journey journey, Consumer<QueuePosition> told) {
    return journey.route().queue()
        ? stage(journey, queueing.turn(journey, told))
        : Uni.createFrom().voidItem();
  }

  /** Asks the route's candidates and turns what comes into an answer with an explicit end. */
  Uni<Answer> open(Journey journey) {
    return stage(
        journey,
        failover.open(journey.route(), journey.request()).map(opened -> answer(journey, opened)));
  }

  /** A stage that a stop, a failure and a caller that leaves end, and the journey with it. */
  private <T> Uni<T> stage(Journey journey, Uni<T> work) {
    return unlessStopped(journey, work)
        .onFailure()
        .invoke(failure -> ended(journey, outcome(failure)))
        .onCancellation()
        .invoke(() -> ended(journey, new Outcome.Disconnected()));
  }

  /**
   * The work's end, unless a wish to stop comes before it and cancels the work. It listens first:
   * work that ends at once begins the next stage, which then is the one to listen.
   */
  private static <T> Uni<T> unlessStopped(Journey journey, Uni<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              journey.stopSignal().listen(wish -> emitter.fail(new Stopped(wish)));
              Cancellable begun = work.subscribe().with(emitter::complete, emitter::fail);
              emitter.onTermination(begun::cancel);
            });
  }

  private Answer answer(Journey journey, OpenedRoute opened) {
    journey.opened(opened.candidate());
    return new Answer(
        journey.id(),
        journey.route().alias(),
        journey.createdEpochSecond(),
        new Conclusion(
            moderated(journey, new Generated(opened.parts(), journey::observe)),
            journey,
            policy.notice(Category.OTHER),
            outcome -> settled(journey, outcome)));
  }

  private Multi<StreamPart> moderated(Journey journey, Multi<StreamPart> parts) {
    Answered of =
        new Answered(
            journey.id(),
            journey.route().alias(),
            journey.request().prompt(),
            journey.caller().owner());
    return output.moderate(parts, of, new JourneyWitness(journey, settlement));
  }

  void ended(Journey journey, Outcome outcome) {
    if (journey.end(outcome)) {
      settled(journey, outcome);
    }
  }

  private Uni<Usage> settled(Journey journey, Outcome outcome) {
    queueing.leave(journey);
    Uni<Usage> usage = settlement.settle(journey, outcome);
    running.leave(journey); // only now, so that a drain sees it either running or unsettled
    return usage;
  }

  static Outcome outcome(Throwable failure) {
    if (failure instanceof Stopped stopped) {
      return stopped.outcome();
    }
    if (failure instanceof Refusal refusal) {
      return new Outcome.Refused(refusal);
    }
    if (failure instanceof ProviderFailure provider) {
      return new Outcome.ProviderFailed(provider);
    }
    if (failure instanceof RouteFailure route) {
      return route
          .last()
          .<Outcome>map(Outcome.ProviderFailed::new)
          .orElseGet(() -> new Outcome.Refused(unavailable(route)));
    }
    return new Outcome.Broken(failure);
  }

  private static Refusal unavailable(RouteFailure route) {
    return new Refusal.Unavailable("no_provider_available", route.getMessage(), route.retryAfter());
  }

  private Opened opened(Journey journey) {
    ChatRequest request = journey.request();
    return new Opened(
        journey.id(),
        log.instanceId(),
        journey.caller(),
        journey.route().alias(),
        journey.kind().name().toLowerCase(),
        Parameters.of(request),
        request.messages().stream().mapToInt(message -> message.text().length()).sum(),
        clock.instant());
  }
}
