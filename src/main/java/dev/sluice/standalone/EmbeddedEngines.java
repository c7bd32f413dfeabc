package dev.sluice.standalone;

/**
 * Starts a PostgreSQL and a Redis on this machine for this process alone. Looked up as a service,
 * because a native executable has none.
 */
public interface EmbeddedEngines {

  /**
   * Starts both engines on free loopback ports and returns when they answer.
   *
   * @throws StartRefused when the data directory is taken, or no binaries fit this platform
   */
  RunningEngines start(EngineSettings settings);

  /** The one sentence for a place where engines cannot be embedded. */
  static StartRefused none(String subject) {
    return new StartRefused(
        subject
            + " has no PostgreSQL and Redis of its own: set "
            + EngineChoice.REACTIVE_URL
            + " (postgresql://host:5432/database) and "
            + EngineChoice.REDIS_HOSTS
            + " (redis://host:6379) to yours.");
  }
}
