package dev.sluice.quota;

/** What providers' models cost, from memory; a table in force has a version. */
public interface Prices {

  /**
   * What so many tokens of a model cost, rounded up to a millionth of the currency; 0 where the
   * table does not name the model.
   *
   * @param provider the provider's configured id
   */
  Cost of(String provider, String upstreamModel, long inputTokens, long outputTokens);

  /**
   * A cost and where it comes from.
   *
   * @param micros in millionths of the currency
   * @param version of the price table
   */
  record Cost(long micros, int version) {}
}
