package dev.sluice.journey;

import dev.sluice.admission.queue.Place;
import dev.sluice.model.Caller;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import dev.sluice.provider.Candidate;
import dev.sluice.provider.Route;
import dev.sluice.quota.Progress;
import dev.sluice.quota.Target;
import dev.sluice.quota.keeping.Reservation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One request on its way from admission to trace: what it is about, how far it came, and its one
 * outcome. Passed on explicitly; its parts are observed on one thread at a time.
 */
public final class Journey {
  /** What kind of edge asked. */
  public enum Kind {
    CHAT,
    GENERATION
  }

  /** Far beyond what any model writes, in UTF-16 units: whole answers are kept in memory. */
  private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

  private final String id;
  private final Kind kind;
  private final Caller caller;
  private final Route route;
  private final long createdEpochSecond;
  private final LongSupplier nanoTime;
  private final long startedNanos;
  private final StopSignal stop = new StopSignal();
  private final Tally tally = new Tally();
  private final AtomicInteger findings = new AtomicInteger();
  private final AtomicReference<Outcome> outcome = new AtomicReference<>();
  private volatile ChatRequest request;
  private volatile Optional<Place> place = Optional.empty();
  private volatile Optional<Candidate> candidate = Optional.empty();
  private volatile Optional<Reservation> reservation = Optional.empty();
  private volatile long estimatedInput;
  private volatile Optional<Duration> firstChunk = Optional.empty();
  private volatile Map<Integer, Integer> unjudged = Map.of();

  Journey(
      String id,
      Kind kind,
      Caller caller,
      ChatRequest request,
      Route route,
      long createdEpochSecond,
      LongSupplier nanoTime) {
    this.id = id;
    this.kind = kind;
    this.caller = caller;
    this.request = request;
    this.route = route;
    this.createdEpochSecond = createdEpochSecond;
    this.nanoTime = nanoTime;
    this.startedNanos = nanoTime.getAsLong();
  }

  public String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  public Caller caller() {
    return caller;
  }

  public ChatRequest request() {
    return request;
  }

  /** The request as it may go to a provider; parts of it may have been masked. */
  void inspected(ChatRequest cleared) {
    request = cleared;
  }

  void queued(Place at) {
    place = Optional.of(at);
  }

  /** Where it waits for a slot; empty where it need not. */
  Optional<Place> place() {
    return place;
  }

  /** The number of the next finding, from 1. */
  int nextFinding() {
    return findings.incrementAndGet();
  }

  Route route() {
    return route;
  }

  /** When it began, in seconds of the epoch, as OpenAI's {@code created}. */
  public long createdEpochSecond() {
    return createdEpochSecond;
  }

  Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
  }

  void opened(Candidate by) {
    candidate = Optional.of(by);
    firstChunk = Optional.of(elapsed());
  }

  Optional<Candidate> candidate() {
    return candidate;
  }

  Optional<Duration> firstChunk() {
    return firstChunk;
  }

  /** Counts what the provider generated, before anybody judged it; an answer without end ends. */
  void observe(StreamPart part) {
    tally.count(part);
    if (tally.outputChars() > LONGEST_ANSWER) {
      stop(
          new Outcome.ProviderFailed(
              new ProviderFailure(
                  ProviderFailure.Kind.GARBLED,
                  "the provider sent more than " + LONGEST_ANSWER + " characters")));
    }
  }

  /**
   * Of the answer's choices, from each of these code points on nobody has judged what was shown.
   */
  void leftUnjudged(Map<Integer, Integer> from) {
    unjudged = from;
  }

  /** How much of that choice's content was judged, in code points; empty where all was. */
  OptionalInt clearedTo(int choice) {
    Integer from = unjudged.get(choice);
    return from == null ? OptionalInt.empty() : OptionalInt.of(from);
  }

  /** The quota's reservation, from which on something must be given back at the end. */
  void reserved(Reservation by, long inputTokens) {
    estimatedInput = inputTokens;
    reservation = Optional.of(by);
    by.follow(this::progress);
  }

  Optional<Reservation> reservation() {
    return reservation;
  }

  /** Our own count of the input's tokens. */
  long estimatedInput() {
    return estimatedInput;
  }

  private Progress progress() {
    Optional<Target> by = candidate.map(it -> new Target(it.provider(), it.upstreamModel()));
    return new Progress(by, estimatedInput, tally.progress());
  }

  Tally tally() {
    return tally;
  }

  /** Asks whichever stage is at work to end with this outcome; without effect once ended. */
  public void stop(Outcome wish) {
    stop.stop(wish);
  }

  StopSignal stopSignal() {
    return stop;
  }

  /** Sets the outcome; true for the first one, which alone counts. */
  boolean end(Outcome by) {
    return outcome.compareAndSet(null, by);
  }

  boolean ended() {
    return outcome.get() != null;
  }
}
