package dev.sluice.quota.prices;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a provider's model costs from a moment on, in millionths of the currency for a million
 * tokens. All arithmetic is in whole numbers.
 *
 * @param input for a million tokens, at least 0
 * @param output for a million tokens, at least 0
 * @param validFrom empty means always; a later one takes its place
 */
public record Price(
    String provider, String model, long input, long output, Optional<Instant> validFrom) {

  /** A whole unit of the currency for each token: far above any, and far from an overflow. */
  public static final long MOST = 1_000_000_000_000L;

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger ALMOST = BigInteger.valueOf(999_999);
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  public Price {
    if (input < 0 || output < 0 || input > MOST || output > MOST) {
      throw new IllegalArgumentException("a price is from 0 to " + MOST);
    }
    // As exact as PostgreSQL keeps it.
    validFrom = validFrom.map(from -> from.truncatedTo(ChronoUnit.MICROS));
  }

  /**
   * What so many tokens cost, rounded up to a millionth of the currency; the largest long where it
   * is more than that.
   */
  public long cost(long inputTokens, long outputTokens) {
    BigInteger exact = product(inputTokens, input).add(product(outputTokens, output));
    return exact.add(ALMOST).divide(MILLION).min(LARGEST).longValue();
  }

  private static BigInteger product(long tokens, long price) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
  }

  boolean isValidAt(Instant moment) {
    return validFrom.filter(moment::isBefore).isEmpty();
  }

  /** What there is at most one price for. */
  Key key() {
    return new Key(provider, model, validFrom);
  }

  record Key(String provider, String model, Optional<Instant> validFrom) {}
}
