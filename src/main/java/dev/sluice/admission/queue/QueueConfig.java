package dev.sluice.admission.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How callers wait for slots of the aliases that have a queue ({@code sluice.queue.…}). */
@ConfigMapping(prefix = "sluice.queue")
public interface QueueConfig {

  /** A plan's share of the slots among the plans that wait; 1 where it is not named. */
  Map<String, Integer> weights();

  /** How many places one account may have in one alias's queue. */
  @WithDefault("3")
  int placesPerCaller();

  /** How many may wait for one alias. */
  @WithDefault("1000")
  int maxWaiting();

  /** How long one waits before it is told to come back later. */
  @WithDefault("5m")
  Duration maxWait();

  /** Whoever waits longer than this has every fourth slot kept for the oldest of its kind. */
  @WithDefault("30s")
  Duration ageing();

  /** How often those who wait are told where they stand. */
  @WithDefault("4s")
  Duration tellEvery();

  /** How often an instance asks whether a slot came free for one of its callers. */
  @WithDefault("100ms")
  Duration poll();

  /** How long slots and places outlive the last sign of life of their instance. */
  @WithDefault("20s")
  Duration lease();

  /** The longest that Redis may take, before this instance goes on alone. */
  @WithDefault("500ms")
  Duration redisTimeout();
}
