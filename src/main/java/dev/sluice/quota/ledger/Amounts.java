package dev.sluice.quota.ledger;

import dev.sluice.quota.Measure;

/**
 * What is counted of one generation or of many: numbers of requests and LLM tokens, and money in
 * millionths of the currency.
 */
public record Amounts(long requests, long input, long output, long money) {
  public static final Amounts NONE = new Amounts(0, 0, 0, 0);

  public long of(Measure measure) {
    return switch (measure) {
      case REQUESTS -> requests;
      case INPUT_TOKENS -> input;
      case OUTPUT_TOKENS -> output;
      case TOKENS -> input + output;
      case MONEY -> money;
    };
  }

  public Amounts plus(Amounts more) {
    return new Amounts(
        requests + more.requests, input + more.input, output + more.output, money + more.money);
  }

  public Amounts minus(Amounts less) {
    return new Amounts(
        requests - less.requests, input - less.input, output - less.output, money - less.money);
  }

  /** By how much each number is above the other's. */
  public Amounts above(Amounts other) {
    Amounts more = minus(other);
    return new Amounts(
        Math.max(0, more.requests),
        Math.max(0, more.input),
        Math.max(0, more.output),
        Math.max(0, more.money));
  }
}
