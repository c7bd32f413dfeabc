package dev.sluice.journey;

import dev.sluice.journey.replay.Appender;
import dev.sluice.journey.replay.Claim;
import dev.sluice.journey.replay.End;
import dev.sluice.journey.replay.Entry;
import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.journey.replay.Idempotency;
import dev.sluice.journey.replay.LogMeta;
import dev.sluice.journey.replay.LoggedEvent;
import dev.sluice.journey.replay.ReplayFailure;
import dev.sluice.journey.replay.ReplayLog;
import dev.sluice.model.Caller;
import dev.sluice.model.Outcome;
import dev.sluice.model.Page;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.Refusal;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import dev.sluice.storage.SavedText;
import dev.sluice.storage.Storage;
import dev.sluice.trace.Trace;
import dev.sluice.trace.Traces;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Generations that outlive the request which began them: they run on whether or not anyone listens,
 * write what was cleared into the replay log, and are read from there by anyone who may, on any
 * instance, as often as they like.
 */
@ApplicationScoped
public class Generations {
  private static final int LOOKS = 10;
  private static final Duration FIRST_LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

  private final ChatJourney chat;
  private final RunningJourneys running;
  private final ReplayLog log;
  private final Idempotency idempotency;
  private final Traces traces;
  private final OutcomeWords words;
  private final Storage storage;
  private final SavedAnswers answers;
  private final GenerationsConfig config;
  private final Vertx vertx;

  Generations(
      ChatJourney chat,
      RunningJourneys running,
      ReplayLog log,
      Idempotency idempotency,
      Traces traces,
      OutcomeWords words,
      Storage storage,
      SavedAnswers answers,
      GenerationsConfig config,
      Vertx vertx) {
    this.chat = chat;
    this.running = running;
    this.log = log;
    this.idempotency = idempotency;
    this.traces = traces;
    this.words = words;
    this.storage = storage;
    this.answers = answers;
    this.config = config;
    this.vertx = vertx;
    log.onCancelRequested(id -> running.stop(id, new Outcome.Cancelled()));
  }

  /**
   * Starts a generation, or finds the one that this idempotency key started. Once subscribed to it
   * goes through even if whoever asked leaves: half begun, the key would lead to nothing and the
   * log's readers would wait for ever.
   *
   * @return the generation's id, once it is recorded and can be read
   */
  public Uni<String> start(Asked asked, Optional<IdempotencyKey> key) {
    return key.map(given -> startOnce(asked, given))
        .orElseGet(() -> startNew(asked, config.replayTtl()))
        .onFailure(ReplayFailure.class)
        .transform(Generations::unavailable)
        .memoize()
        .indefinitely();
  }

  private Uni<String> startOnce(Asked asked, IdempotencyKey key) {
    String owner = asked.caller().owner();
    return idempotency
        .claim(owner, key.key(), key.bodyHash(), asked.id())
        .chain(
            claim -> {
              if (claim instanceof Claim.Joined joined) {
                return begun(owner, key, joined.generationId());
              }
              if (claim instanceof Claim.Conflict) {
                return Uni.createFrom().failure(new Refusal.IdempotencyConflict());
              }
              return startNew(asked, config.idempotencyTtl())
                  .onFailure()
                  .call(failure -> release(owner, key, asked.id()));
            });
  }

  /** Whoever asked hears why the generation failed, not that the key could not be given back. */
  private Uni<Void> release(String owner, IdempotencyKey key, String id) {
    return idempotency.release(owner, key.key(), id).onFailure().recoverWithNull();
  }

  /**
   * Waits for the log of a generation whose first request is only just being served. Where none
   * comes, the key leads to nothing and is given back.
   */
  private Uni<String> begun(String owner, IdempotencyKey key, String id) {
    return meta(id)
        .onFailure(Refusal.NotFound.class)
        .retry()
        .withBackOff(FIRST_LOOK, LONGEST_LOOK)
        .atMost(LOOKS)
        .replaceWith(id)
        .onFailure(Refusal.NotFound.class)
        .recoverWithUni(
            missing ->
                isUnderWay(id)
                    .chain(lives -> lives ? nothing() : release(owner, key, id))
                    .chain(() -> Uni.createFrom().failure(unavailable())));
  }

  /** A slow start is no reason to start again; nor is not knowing. */
  private Uni<Boolean> isUnderWay(String id) {
    return traces
        .find(id)
        .map(found -> found.filter(trace -> trace.outcome().isEmpty()).isPresent())
        .onFailure()
        .recoverWithItem(true);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<String> startNew(Asked asked, Duration timeToLive) {
    return chat.begin(asked)
        .call(chat::allow)
        .call(this::room)
        .call(journey -> chat.reserve(journey, asked))
        .call(chat::record)
        .call(chat::inspect)
        .call(chat::enter)
        .call(journey -> record(journey, timeToLive))
        .map(Journey::id);
  }

  /** Whether there is room for what it will say. */
  private Uni<Void> room(Journey journey) {
    return chat.unlessRefused(journey, storage.admit(journey.caller()));
  }

  private Uni<Void> record(Journey journey, Duration timeToLive) {
    return log.begin(
            journey.id(),
            journey.caller().owner(),
            new Entry.Opened(journey.route().alias(), journey.createdEpochSecond()),
            timeToLive)
        .onFailure()
        .invoke(failure -> chat.ended(journey, new Outcome.Broken(failure)))
        .invoke(appender -> detach(journey, appender))
        .replaceWithVoid();
  }

  /** From here on the generation has a context of its own; the request may end. */
  private void detach(Journey journey, Appender appender) {
    Recorder recorder = new Recorder(journey, appender, words, answers);
    VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
        .runOnContext(
            ignored ->
                recorder
                    .record(chat.queue(journey, appender::queued).chain(() -> chat.open(journey)))
                    .subscribe()
                    .with(recorded -> {}));
  }

  /** The events of a generation whose reader was checked already. */
  public Multi<LoggedEvent> events(String id, long after) {
    return log.read(id, after).onFailure(ReplayFailure.class).transform(Generations::unavailable);
  }

  /**
   * The answer of a generation as its log tells it, from the first part on. Fails as the generation
   * did where it failed before that, with {@link GenerationFailed}.
   *
   * @param told hears where it stands while it waits for a slot
   */
  public Uni<Answer> answer(String id, Consumer<QueuePosition> told) {
    return meta(id)
        .chain(
            meta ->
                events(id, 0)
                    .invoke(event -> tell(event, meta.lastNumber(), told))
                    .filter(event -> !(event.entry() instanceof Entry.Queued))
                    .select()
                    .first(2)
                    .collect()
                    .asList())
        .map(begun -> answer(id, begun.get(0), begun.get(1)));
  }

  /** Positions are how things stand, not history: an old one means nothing to a new reader. */
  private static void tell(LoggedEvent event, long last, Consumer<QueuePosition> told) {
    if (event.entry() instanceof Entry.Queued queued && event.number() >= last) {
      told.accept(queued.position());
    }
  }

  private Answer answer(String id, LoggedEvent first, LoggedEvent second) {
    Entry.Opened opened = (Entry.Opened) first.entry();
    failIfFailed(second);
    return new Answer(
        id,
        opened.model(),
        opened.createdEpochSecond(),
        events(id, second.number() - 1).map(Generations::part));
  }

  private static StreamPart part(LoggedEvent event) {
    if (event.entry() instanceof Entry.Part part) {
      return part.part();
    }
    Entry.Ended ended = (Entry.Ended) event.entry();
    Usage usage = ended.usage().orElse(new Usage.Estimated(0, 0));
    if (ended.end() instanceof End.CutOff cut) {
      return new StreamPart.Ended(new Outcome.Cut(cut.cut()), usage);
    }
    if (ended.end() instanceof End.Cancelled) {
      return new StreamPart.Ended(new Outcome.Cancelled(), usage);
    }
    failIfFailed(event);
    return new StreamPart.Ended(new Outcome.Completed(), usage);
  }

  private static void failIfFailed(LoggedEvent event) {
    if (event.entry() instanceof Entry.Ended ended && ended.end() instanceof End.Failed failed) {
      throw new GenerationFailed(failed);
    }
  }

  /** What is known of the caller's generation's log. */
  public Uni<LogMeta> meta(Caller caller, String id) {
    return meta(id)
        .map(
            meta -> {
              if (!meta.accountId().equals(caller.owner())) {
                throw missing();
              }
              return meta;
            });
  }

  /** As {@link #meta(Caller, String)}, for a reader that showed a ticket. */
  public Uni<LogMeta> meta(String id) {
    return log.meta(id)
        .onFailure(ReplayFailure.class)
        .transform(Generations::unavailable)
        .map(found -> found.orElseThrow(Generations::missing));
  }

  /** The trace of a generation of this caller's, for when its log is gone. */
  public Uni<Trace> trace(Caller caller, String id) {
    return traces
        .find(id)
        .map(
            found ->
                found
                    .filter(trace -> trace.owner().equals(caller.owner()))
                    .orElseThrow(Generations::missing));
  }

  /** What was saved of a generation of this caller's, for when its log is gone. */
  public Uni<Optional<SavedText>> saved(Caller caller, String id) {
    return storage.find(caller, id);
  }

  /** The caller's generations that ended, the newest first. */
  public Uni<Page<SavedText>> history(Caller caller, Optional<String> behind, int limit) {
    return storage.history(caller, behind, limit);
  }

  /** Stops the caller's generation wherever it runs; without effect where it has ended. */
  public Uni<Void> cancel(Caller caller, String id) {
    return trace(caller, id)
        .chain(
            trace ->
                running.stop(id, new Outcome.Cancelled())
                    ? Uni.createFrom().voidItem()
                    : log.requestCancel(id).replaceWithVoid())
        .onFailure(ReplayFailure.class)
        .transform(Generations::unavailable);
  }

  private static Refusal missing() {
    return new Refusal.NotFound("generation_not_found", "id", "There is no such generation.");
  }

  private static Throwable unavailable(Throwable failure) {
    if (failure instanceof ReplayFailure.UnknownGeneration
        || failure instanceof ReplayFailure.ReplayGone) {
      return missing();
    }
    return unavailable();
  }

  private static Refusal unavailable() {
    return new Refusal.Unavailable(
        "replay_unavailable",
        "The store that keeps generations does not answer; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }
}
