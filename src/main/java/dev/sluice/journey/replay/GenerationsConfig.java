package dev.sluice.journey.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long generations are kept for replay, and the pace of their logs. */
@ConfigMapping(prefix = "sluice.generations")
public interface GenerationsConfig {

  /** How long events stay readable after the last write. */
  @WithDefault("10m")
  Duration replayTtl();

  /** How long a generation runs on without any reader; 0 is for ever. */
  @WithDefault("0s")
  Duration abandonAfter();

  /** Older events are trimmed beyond this many (about: Redis trims whole nodes). */
  @WithDefault("50000")
  int replayMaxEvents();

  /** The longest that an event waits before it is sent to Redis. */
  @WithDefault("50ms")
  Duration replayFlush();

  /** How often a reader of another instance's log asks; up to five times rarer in silence. */
  @WithDefault("100ms")
  Duration replayPoll();

  /** How long Redis may fail before writers and readers give up. */
  @WithDefault("2s")
  Duration replayGiveUp();

  /** The longest that one Redis command may take. */
  @WithDefault("1s")
  Duration redisTimeout();

  /** How long an instance counts as alive after its last sign of life. */
  @WithDefault("15s")
  Duration lease();

  /** How long an {@code Idempotency-Key} is remembered. */
  @WithDefault("24h")
  Duration idempotencyTtl();
}
