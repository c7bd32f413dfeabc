package dev.sluice.moderation.chain;

import static dev.sluice.moderation.chain.ChainBed.judged;
import static dev.sluice.moderation.chain.ScriptedVendor.fail;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Category;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.vendor.Coverage;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RostersTest {
  private final ChainBed bed = new ChainBed();

  @Test
  void shouldAskNobody_whenNoVendorsAreListed() {
    bed.vendors("");

    assertThat(bed.judge()).isSameAs(Judge.ALLOWS_ALL);
  }

  @Test
  void shouldJudgeInputsOnly_whenAnswersAreForTheLexiconAlone() {
    bed.set("output.release", "lexicon");
    VendorChain chain = bed.chain();

    assertThat(chain.open(ChainBed.answer())).isSameAs(Judge.ALLOWS_ALL);
    assertThat(chain.open(ChainBed.question())).isNotSameAs(Judge.ALLOWS_ALL);
  }

  @Test
  void shouldAskTheAliasesOwn_whenItHasALift() {
    bed.set("aliases.special.output-vendors", "c").set("aliases.quick.release", "lexicon");
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.answer("special")), "hello");

    assertThat(bed.asked()).containsExactly(0, 0, 1);
    assertThat(chain.open(ChainBed.answer("quick"))).isSameAs(Judge.ALLOWS_ALL);
  }

  @Test
  void shouldAskInOrder_whenWeightsDifferButPreferencesToo() {
    bed.vendors("a,b").set("vendors.b.weight", "1000");
    VendorChain chain = bed.chain();

    IntStream.range(0, 20).forEach(i -> judged(chain.open(ChainBed.answer()), "text"));

    assertThat(bed.asked()).containsExactly(20, 0, 0);
  }

  @Test
  void shouldShareTheTraffic_whenVendorsHaveTheSamePreference() {
    bed.vendors("a|b,c").set("vendors.a.weight", "3");
    bed.random = new Random(7)::nextDouble;
    VendorChain chain = bed.chain();

    IntStream.range(0, 400).forEach(i -> judged(chain.open(ChainBed.answer()), "text"));

    assertThat(bed.a.asked().size()).isBetween(270, 330);
    assertThat(bed.b.asked()).hasSize(400 - bed.a.asked().size());
    assertThat(bed.c.asked()).isEmpty();
  }

  @Test
  void shouldTakeItOut_whenAVendorHasNoWeight() {
    bed.vendors("a,b").set("vendors.a.weight", "0");

    judged(bed.judge(), "hello");

    assertThat(bed.asked()).containsExactly(0, 1, 0);
  }

  @Test
  void shouldAddUpCapacity_whenTheFirstIsAtItsRate() {
    bed.vendors("a,b").set("vendors.a.qps", "2").set("vendors.b.qps", "3");
    VendorChain chain = bed.chain();

    IntStream.range(0, 5).forEach(i -> judged(chain.open(ChainBed.answer()), "text"));

    assertThat(bed.asked()).containsExactly(2, 3, 0);
    assertThat(bed.count("sluice.moderation.failovers", "vendor", "a", "reason", "full"))
        .isEqualTo(3);
  }

  @Test
  void shouldWaitForItsTurn_whenAllAreAtTheirRate() {
    bed.vendors("a").set("vendors.a.qps", "1");
    VendorChain chain = bed.chain();
    judged(chain.open(ChainBed.answer()), "one");

    var second = ChainBed.ask(chain.open(ChainBed.answer()), "two", 0);
    second.assertNotTerminated();
    bed.pass(java.time.Duration.ofMillis(1001));

    second.assertCompleted();
  }

  @Test
  void shouldStillStandIn_whenTheOthersOfItsPreferenceFail() {
    bed.vendors("a|b").a.always(fail(RETRYABLE));

    judged(bed.judge(), "hello");

    assertThat(bed.b.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "output.vendors;a,zz;sluice.moderation.output.vendors is 'zz', but allowed is the id of",
        "input.vendors;a,a;sluice.moderation.input.vendors is 'a', but allowed is each vendor once",
        "aliases.x.input-vendors;zz;sluice.moderation.aliases.x.input-vendors is 'zz'",
        "chain.shadow;zz;sluice.moderation.chain.shadow is 'zz', but allowed is the id of",
        "chain.shadow;a;sluice.moderation.input.vendors is 'a', but allowed is a vendor that is",
        "chain.shadow-share;1.5;sluice.moderation.chain.shadow-share is '1.5', but allowed is a",
        "chain.breaker-ratio;0;sluice.moderation.chain.breaker-ratio is '0.0', but allowed is a",
        "chain.breaker-volume;0;sluice.moderation.chain.breaker-volume is '0', but allowed is 1",
        "chain.breaker-delay;0s;sluice.moderation.chain.breaker-delay is 'PT0S', but allowed is",
        "chain.account-delay;0s;sluice.moderation.chain.account-delay is 'PT0S', but allowed is",
        "output.deadline;0s;sluice.moderation.output.deadline is 'PT0S', but allowed is",
        "input.deadline;0s;sluice.moderation.input.deadline is 'PT0S', but allowed is",
        "output.overlap;-1;sluice.moderation.output.overlap is '-1', but allowed is 0 or more",
        "vendors.a.qps;0;sluice.moderation.vendors.a.qps is '0', but allowed is 1 or more.",
        "vendors.a.weight;-1;sluice.moderation.vendors.a.weight is '-1', but allowed is 0 or more",
        "vendors.a.timeout;0s;sluice.moderation.vendors.a.timeout is 'PT0S', but allowed is",
        "vendors.a.cost-per-thousand;-1;sluice.moderation.vendors.a.cost-per-thousand is '-1.0'",
      })
  void shouldNameTheKey_whenItsValueMakesNoSense(String key, String value, String sentence) {
    bed.set(key, value);

    assertThatThrownBy(bed::chain)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void shouldStopTheStart_whenNobodyListedCoversWhatIsRequired() {
    bed.vendors("a").set("output.require", "POLITICAL");
    bed.a.covering(Category.GORE);

    assertThatThrownBy(bed::chain)
        .hasMessage(
            "sluice.moderation.output.require is 'POLITICAL', but allowed is a category that a"
                + " vendor of sluice.moderation.output.vendors covers.");
  }

  @Test
  void shouldStopTheStart_whenSomethingIsRequiredAndNobodyIsListed() {
    bed.vendors("").set("input.require", "POLITICAL");

    assertThatThrownBy(bed::chain).hasMessageStartingWith("sluice.moderation.input.require is");
  }

  @Test
  void shouldStopTheStart_whenAllListedAreTakenOut() {
    bed.vendors("a").set("vendors.a.weight", "0");

    assertThatThrownBy(bed::chain).hasMessageContaining("a vendor whose weight is not 0");
  }

  @Test
  void shouldStopTheStart_whenASecondOpinionHasNobodyToGiveIt() {
    bed.vendors("a").set("aliases.strict.second-opinion", "true");

    assertThatThrownBy(bed::chain)
        .hasMessageStartingWith("sluice.moderation.aliases.strict.second-opinion is 'true'");
  }

  @Test
  void shouldStopTheStart_whenWhatIsRequiredIsFoundInTheOtherDirectionOnly() {
    bed.vendors("a").set("input.require", "PRIVACY");
    bed.a.covering(new Coverage(Set.of(Category.POLITICAL), Set.of(Category.PRIVACY)));

    assertThatThrownBy(bed::chain)
        .hasMessageStartingWith("sluice.moderation.input.require is 'PRIVACY'");
  }

  @Test
  void shouldStopTheStart_whenWhatIsRequiredCannotBeCoveredTwice() {
    wantTwoOpinionsOfAWithBAndC();
    bed.c.covering(Category.POLITICAL);

    assertThatThrownBy(bed::chain)
        .hasMessage(
            "sluice.moderation.aliases.strict.second-opinion is 'true', but allowed is false where"
                + " the vendors of its output cannot cover [POLITICAL, GORE] twice, by different"
                + " ones each time.");
  }

  @Test
  void shouldAskForTwoOpinions_whenWhatIsRequiredIsCoveredTwice() {
    wantTwoOpinionsOfAWithBAndC();

    judged(bed.chain().open(ChainBed.answer("strict")), "hello");

    assertThat(bed.asked()).containsExactly(1, 1, 1);
  }

  /** Two categories are required, of which a finds one and b the other. */
  private void wantTwoOpinionsOfAWithBAndC() {
    bed.vendors("a,b,c").set("output.require", "POLITICAL,GORE");
    bed.set("aliases.strict.second-opinion", "true");
    bed.a.covering(Category.POLITICAL);
    bed.b.covering(Category.GORE);
  }
}
