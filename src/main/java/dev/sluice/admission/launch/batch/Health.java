package dev.sluice.admission.launch.batch;

/**
 * How the product does.
 *
 * @param generations those that ended within the window, without those refused for what they asked
 * @param failed those of them that failed by our fault or a provider's
 * @param reviewBacklog cases that wait for a person
 * @param dailyCostMicros what the last 24 hours cost, in millionths of the currency
 */
public record Health(long generations, long failed, long reviewBacklog, long dailyCostMicros) {

  /** From 0 to 1; 0 where nothing was generated. */
  public double errorRate() {
    return generations == 0 ? 0 : (double) failed / generations;
  }
}
