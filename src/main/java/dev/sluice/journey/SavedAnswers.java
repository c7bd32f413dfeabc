package dev.sluice.journey;

import dev.sluice.model.Caller;
import dev.sluice.storage.SavedText;
import dev.sluice.storage.Storage;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands the text of generations that ended to storage, detached from whoever reads them: the replay
 * log has it for some minutes, storage for as long as the account's plan says.
 */
@ApplicationScoped
class SavedAnswers {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** How long PostgreSQL may be away before texts that wait for it are given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Texts that wait; together they must not fill the memory while PostgreSQL is away. */
  private static final int MOST_CHARS = 16 * 1024 * 1024;

  private final Storage storage;
  private final Clock clock;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger waitingChars = new AtomicInteger();

  SavedAnswers(Storage storage, Clock clock) {
    this.storage = storage;
    this.clock = clock;
  }

  /** Saves in the background; call it once a generation, when it has ended. */
  void save(Journey journey, AnswerText text) {
    Caller caller = journey.caller();
    SavedText saved =
        new SavedText(
            journey.id(),
            caller.tenant(),
            caller.account(),
            journey.route().alias(),
            text.status(),
            text.content(),
            text.finishReason(),
            text.usage(),
            text.cut(),
            clock.instant());
    int chars = saved.text().length();
    if (waitingChars.addAndGet(chars) > MOST_CHARS) {
      waitingChars.addAndGet(-chars);
      lost(journey.id(), "too many texts wait for the database");
      return;
    }
    pending.incrementAndGet();
    storage
        .save(caller, saved)
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(PATIENCE.toMillis())
        .onTermination()
        .invoke(() -> over(chars))
        .subscribe()
        .with(done -> {}, failure -> lost(journey.id(), failure.getClass().getSimpleName()));
  }

  private void over(int chars) {
    pending.decrementAndGet();
    waitingChars.addAndGet(-chars);
  }

  private static void lost(String id, String cause) {
    Log.errorf("text not saved traceId=%s cause=%s", id, cause);
  }

  /** How many texts wait to be saved. */
  int pending() {
    return pending.get();
  }
}
