package dev.sluice.quota.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Refusal;
import dev.sluice.quota.prices.Revision.Amended;
import dev.sluice.quota.prices.Revision.Removal;
import dev.sluice.quota.prices.Revision.Whole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which price counts, and how one table comes from another. */
class PriceTableTest {
  private static final Instant SPRING = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-06-01T00:00:00Z");

  private static final Price ALWAYS = price("m", 1, Optional.empty());
  private static final Price FROM_SPRING = price("m", 2, Optional.of(SPRING));
  private static final Price FROM_SUMMER = price("m", 3, Optional.of(SUMMER));
  private static final Price OTHER = price("other", 9, Optional.of(SUMMER));

  @Test
  void shouldTakeTheLatestPriceThatIsValid_whenAModelHasSeveral() {
    // given
    PriceTable table = new PriceTable(7, List.of(FROM_SPRING, OTHER, FROM_SUMMER, ALWAYS));
    // then
    assertThat(table.at(SPRING.minusNanos(1), "p", "m")).contains(ALWAYS);
    assertThat(table.at(SPRING, "p", "m")).contains(FROM_SPRING);
    assertThat(table.at(SUMMER.plusSeconds(1), "p", "m")).contains(FROM_SUMMER);
    assertThat(table.at(SPRING, "p", "other")).isEmpty();
    assertThat(table.at(SUMMER, "q", "m")).isEmpty();
  }

  @Test
  void shouldKeepTheRest_whenATableIsAmended() {
    // given
    Price dearer = price("m", 5, Optional.of(SPRING));
    Price fresh = price("new", 1, Optional.empty());
    Amended revision =
        new Amended(
            List.of(dearer, fresh), List.of(new Removal("p", "other", Optional.of(SUMMER))));
    // then
    assertThat(revision.on(List.of(ALWAYS, FROM_SPRING, FROM_SUMMER, OTHER)))
        .containsExactlyInAnyOrder(ALWAYS, dearer, FROM_SUMMER, fresh);
  }

  @Test
  void shouldRemoveAllPricesOfAModel_whenNoTimeIsNamed() {
    Amended revision = new Amended(List.of(), List.of(new Removal("p", "m", Optional.empty())));
    assertThat(revision.on(List.of(ALWAYS, FROM_SPRING, OTHER))).containsExactly(OTHER);
  }

  @Test
  void shouldNameTheElement_whenItIsNotThereOrTwice() {
    assertInvalid("prices[1]", () -> new Whole(List.of(ALWAYS, ALWAYS)));
    assertInvalid("put[2]", () -> new Amended(List.of(OTHER, ALWAYS, OTHER), List.of()));
    Removal gone = new Removal("p", "m", Optional.of(SUMMER));
    assertInvalid("remove[0]", () -> new Amended(List.of(), List.of(gone)).on(List.of(ALWAYS)));
  }

  @Test
  void shouldRefuseATable_thatWasMadeForAnotherOrIsTooLong() {
    // given
    Whole whole = new Whole(List.of(ALWAYS));
    List<Price> most =
        IntStream.range(0, PriceBook.MOST_PRICES)
            .mapToObj(i -> price("m" + i, 1, Optional.empty()))
            .toList();
    Amended more = new Amended(List.of(price("more", 1, Optional.empty())), List.of());
    // then
    assertConflict("base_outdated", new PriceBook.Proposal(whole, OptionalInt.of(3), ""), most);
    assertConflict("prices_full", new PriceBook.Proposal(more, OptionalInt.of(4), ""), most);
  }

  private static void assertConflict(String code, PriceBook.Proposal proposal, List<Price> newest) {
    assertThatThrownBy(() -> proposal.on(4, newest))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class, no -> assertThat(no.code()).isEqualTo(code));
  }

  private static void assertInvalid(
      String param, org.assertj.core.api.ThrowableAssert.ThrowingCallable revision) {
    assertThatThrownBy(revision)
        .isInstanceOfSatisfying(
            Refusal.Invalid.class, no -> assertThat(no.param()).isEqualTo(param));
  }

  private static Price price(String model, long amount, Optional<Instant> from) {
    return new Price("p", model, amount, amount, from);
  }
}
