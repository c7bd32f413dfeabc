package dev.sluice.quota.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What a cost never is, whatever the tokens and prices. */
class PricePropertiesTest {
  private static final long MILLION = 1_000_000;

  @Property
  void shouldBeLessThanOneMicroAboveTheExactCost(
      @ForAll @LongRange(min = 0, max = 100_000_000) long in,
      @ForAll @LongRange(min = 0, max = 100_000_000) long out,
      @ForAll @LongRange(min = 0, max = Price.MOST / 1000) long input,
      @ForAll @LongRange(min = 0, max = Price.MOST / 1000) long output) {
    // when
    BigInteger scaled = big(price(input, output).cost(in, out)).multiply(big(MILLION));
    // then: compared a million times enlarged, where the exact cost is a whole number
    BigInteger exact = big(in).multiply(big(input)).add(big(out).multiply(big(output)));
    assertThat(scaled).isGreaterThanOrEqualTo(exact).isLessThan(exact.add(big(MILLION)));
  }

  @Property
  void shouldNeverCostLess_whenMoreIsUsedOrItIsDearer(
      @ForAll @LongRange(min = 0) long in,
      @ForAll @LongRange(min = 0) long out,
      @ForAll @LongRange(min = 0, max = Price.MOST) long input,
      @ForAll @LongRange(min = 0, max = Price.MOST) long output,
      @ForAll @LongRange(min = 0, max = 1_000) long more) {
    // given
    long cost = price(input, output).cost(in, out);
    // then
    assertThat(price(input, output).cost(plus(in, more), out)).isGreaterThanOrEqualTo(cost);
    assertThat(price(input, output).cost(in, plus(out, more))).isGreaterThanOrEqualTo(cost);
    assertThat(price(dearer(input, more), output).cost(in, out)).isGreaterThanOrEqualTo(cost);
    assertThat(price(input, dearer(output, more)).cost(in, out)).isGreaterThanOrEqualTo(cost);
  }

  @Property
  void shouldNeverTurnNegative_whateverIsUsed(
      @ForAll @LongRange(min = 0) long in,
      @ForAll @LongRange(min = 0) long out,
      @ForAll @LongRange(min = 0, max = Price.MOST) long input,
      @ForAll @LongRange(min = 0, max = Price.MOST) long output) {
    BigInteger exact = big(in).multiply(big(input)).add(big(out).multiply(big(output)));
    long cost = price(input, output).cost(in, out);
    assertThat(cost).isNotNegative();
    if (exact.compareTo(big(Long.MAX_VALUE).multiply(big(MILLION))) >= 0) {
      assertThat(cost).isEqualTo(Long.MAX_VALUE);
    }
  }

  private static Price price(long input, long output) {
    return new Price("p", "m", input, output, Optional.empty());
  }

  private static long plus(long tokens, long more) {
    return tokens > Long.MAX_VALUE - more ? Long.MAX_VALUE : tokens + more;
  }

  private static long dearer(long price, long more) {
    return Math.min(price + more, Price.MOST);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
