package dev.sluice.moderation.chain;

import static dev.sluice.moderation.chain.ChainBed.ask;
import static dev.sluice.moderation.chain.ChainBed.judged;
import static dev.sluice.moderation.chain.ScriptedVendor.fail;
import static dev.sluice.moderation.chain.ScriptedVendor.hang;
import static dev.sluice.moderation.chain.ScriptedVendor.hit;
import static dev.sluice.moderation.chain.ScriptedVendor.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Verdict;
import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.testing.Configs;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainHealthTest {
  private final ChainBed bed = new ChainBed();

  @Test
  void shouldHaveTheseDefaults_whenNothingIsSet() {
    ModerationConfig.Chain chain = Configs.of(ModerationConfig.class).chain();

    assertThat(chain.breakerRatio()).isEqualTo(0.5);
    assertThat(chain.breakerVolume()).isEqualTo(6);
    assertThat(chain.breakerDelay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(chain.accountDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(chain.hedge()).isFalse();
    assertThat(chain.shadow()).isEmpty();
    assertThat(chain.shadowShare()).isEqualTo(1);
  }

  @Test
  void shouldTellHowVendorsDo_whenTheyWereAsked() {
    bed.vendors("a,b").set("chain.shadow", "c");
    bed.a.always(bed.a.after(Duration.ofMillis(20), pass()));
    VendorChain chain = bed.chain();
    for (int i = 0; i < 20; i++) {
      ask(chain.open(ChainBed.answer()), "text", 0);
      bed.pass(Duration.ofMillis(20));
    }
    bed.a.always(fail(Kind.ACCOUNT));
    judged(chain.open(ChainBed.answer()), "text");

    VendorHealth a = chain.all().get(0);
    assertThat(a.id()).isEqualTo("a");
    assertThat(a.breaker()).isEqualTo(State.OPEN);
    assertThat(a.healthy()).isFalse();
    assertThat(a.untilRetry()).isEqualTo(Duration.ofMinutes(5));
    assertThat(a.p50()).contains(Duration.ofMillis(20));
    assertThat(a.p95()).contains(Duration.ofMillis(20));
    assertThat(a.answers()).isEqualTo(20);
    assertThat(a.failures()).isEqualTo(1);
    assertThat(a.lastFailure()).contains(Kind.ACCOUNT);
    assertThat(a.shadow()).isEmpty();
    assertThat(chain.all().get(1).p50()).isEmpty();
    assertThat(chain.all().stream().mapToDouble(VendorHealth::share).sum()).isEqualTo(1);
    assertThat(chain.all().get(2).shadow()).contains(new VendorHealth.Comparison(21, 0, 0, 0));
  }

  @Test
  void shouldCountCallsCharactersAndCost_whenAVendorAnswers() {
    bed.vendors("a").set("vendors.a.cost-per-thousand", "2.5").set("output.overlap", "3");
    bed.a.then(hit(Category.SPAM_AD, Action.BLOCK)).then(hit(Category.GORE, Action.BLOCK));

    judged(bed.judge(), "中文😀中文", "more");

    assertThat(bed.count("sluice.moderation.calls", "vendor", "a", "result", "answered"))
        .isEqualTo(2);
    assertThat(bed.count("sluice.moderation.characters", "vendor", "a")).isEqualTo(5 + 3 + 4);
    assertThat(bed.count("sluice.moderation.cost", "vendor", "a")).isCloseTo(0.03, within(1e-9));
    assertThat(bed.count("sluice.moderation.judged", "direction", "output")).isEqualTo(9);
    assertThat(verdicts("SPAM_AD", "pass")).isEqualTo(1);
    assertThat(verdicts("GORE", "block")).isEqualTo(1);
  }

  @Test
  void shouldResetEveryCall_whenTwoOpinionsAreGivenUp() {
    bed.set("aliases.strict.second-opinion", "true");
    bed.a.always(hang());
    bed.b.always(hang());

    ask(bed.chain().open(ChainBed.answer("strict")), "hello", 0).cancel();

    assertThat(bed.a.cancelled() + bed.b.cancelled()).isEqualTo(2);
  }

  @Test
  void shouldResetBothCalls_whenAHedgedAskingIsGivenUp() {
    bed.set("chain.hedge", "true");
    VendorChain chain = bed.chain();
    Judge judge = chain.open(ChainBed.answer());
    IntStream.range(0, 20).forEach(i -> ask(judge, "x", i));
    bed.a.always(hang());
    bed.b.always(hang());

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 20);
    bed.pass(Duration.ofMillis(5));
    asking.cancel();

    assertThat(bed.a.cancelled()).isEqualTo(1);
    assertThat(bed.b.cancelled()).isEqualTo(1);
    bed.pass(Duration.ofSeconds(5));
    assertThat(bed.asked().get(2)).isZero();
  }

  @Test
  void shouldBlameNobody_whenTheAskingIsGivenUp() {
    bed.vendors("a").set("chain.breaker-volume", "1");
    bed.a.always(hang());
    VendorChain chain = bed.chain();

    IntStream.range(0, 10).forEach(i -> ask(chain.open(ChainBed.answer()), "x", 0).cancel());

    assertThat(chain.all().get(0).breaker()).isEqualTo(State.CLOSED);
  }

  private double verdicts(String category, String action) {
    return bed.count(
        "sluice.moderation.verdicts", "vendor", "a", "category", category, "action", action);
  }
}
