package dev.sluice.journey;

import dev.sluice.model.Outcome;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Drains the gateway when it is told to stop: no new generations, open ones may finish within
 * {@code quarkus.shutdown.timeout}, the rest is told and ended. Quarkus announces the stop before
 * it refuses requests, and waits for the observer; so this runs on the stopping thread and may
 * block.
 */
@ApplicationScoped
class Drain {
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);
  private static final long LOOK_MILLIS = 20;

  private final RunningJourneys running;
  private final Settlement settlement;
  private final SavedAnswers answers;
  private final Duration timeout;

  Drain(
      RunningJourneys running,
      Settlement settlement,
      SavedAnswers answers,
      @ConfigProperty(name = "quarkus.shutdown.timeout") Duration timeout) {
    this.running = running;
    this.settlement = settlement;
    this.answers = answers;
    this.timeout = timeout;
  }

  void drain(@Observes ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
    running.refuseNew();
    if (!await(running::isEmpty, timeout)) {
      Log.warnf("drain timed out, ending generations=%d", running.size());
      running.stopAll(new Outcome.Drained());
    }
    await(this::isAllWritten, LAST_WORDS);
  }

  private boolean isAllWritten() {
    return running.isEmpty() && settlement.pending() == 0 && answers.pending() == 0;
  }

  private static boolean await(BooleanSupplier idle, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!idle.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
