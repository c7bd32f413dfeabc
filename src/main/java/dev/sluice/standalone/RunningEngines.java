package dev.sluice.standalone;

/**
 * Two engines that run until {@link #stop()}. Stopping is orderly and idempotent, and gives the
 * data directory free.
 */
public interface RunningEngines {
  EngineAddresses addresses();

  void stop();
}
