package dev.sluice.moderation.vendor;

import static dev.sluice.model.Action.BLOCK;
import static dev.sluice.model.Action.MASK;
import static dev.sluice.model.Action.PASS;
import static dev.sluice.model.Action.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Judgement.Hit;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LevelsTest {

  @Test
  void shouldKeepHits_whenOneOfThemExplainsTheWhole() {
    List<Hit> hits =
        List.of(Hit.of(Category.SPAM_AD, REVIEW, "a"), Hit.of(Category.POLITICAL, BLOCK, "b"));

    assertThat(Levels.reaching(BLOCK, hits, "raw")).isEqualTo(hits);
  }

  @Test
  void shouldRaiseHits_whenNoneExplainsTheWhole() {
    List<Hit> hits =
        List.of(Hit.of(Category.SPAM_AD, REVIEW, "a"), Hit.of(Category.POLITICAL, REVIEW, "b"));

    assertThat(Levels.reaching(BLOCK, hits, "raw"))
        .containsExactly(
            Hit.of(Category.SPAM_AD, BLOCK, "a"), Hit.of(Category.POLITICAL, BLOCK, "b"));
  }

  @Test
  void shouldBlock_whenItIsToBeMaskedNobodyKnowsWhere() {
    assertThat(Levels.reaching(MASK, List.of(), "raw"))
        .containsExactly(Hit.of(Category.OTHER, BLOCK, "raw"));
  }

  @Property
  void shouldNeverSayLessThanTheWhole(@ForAll Action whole, @ForAll List<Action> each) {
    Assume.that(whole != PASS);

    assertThat(Levels.reaching(whole, hits(each), "raw"))
        .anyMatch(hit -> hit.suggested().compareTo(whole) >= 0);
  }

  @Property
  void shouldNeverPass_whenOneOfTheHitsSaysOtherwise(@ForAll @NotEmpty List<Action> each) {
    assertThatThrownBy(() -> Levels.reaching(PASS, hits(each), "raw"))
        .isInstanceOf(VendorFailure.class);
    assertThat(Levels.reaching(PASS, List.of(), "raw")).isEmpty();
  }

  private static List<Hit> hits(List<Action> each) {
    return each.stream().map(it -> Hit.of(Category.OTHER, it, "x")).toList();
  }
}
