package dev.sluice.journey.replay;

/**
 * What is known of a replay log without reading it.
 *
 * @param accountId whose generation it is
 * @param instanceId the gateway instance that writes it
 * @param lastNumber the number of its last event, at least 1
 */
public record LogMeta(String accountId, String instanceId, long lastNumber, State state) {

  /** Whether more can follow. */
  public enum State {
    OPEN,
    ENDED
  }

  /** True when nothing follows the last event. */
  public boolean ended() {
    return state == State.ENDED;
  }
}
