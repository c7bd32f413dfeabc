package dev.sluice.moderation.chain;

import static dev.sluice.moderation.chain.ChainBed.ask;
import static dev.sluice.moderation.chain.ChainBed.judged;
import static dev.sluice.moderation.chain.ScriptedVendor.fail;
import static dev.sluice.moderation.chain.ScriptedVendor.hang;
import static dev.sluice.moderation.chain.ScriptedVendor.hit;
import static dev.sluice.moderation.chain.ScriptedVendor.pass;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.vendor.Coverage;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainOpinionsTest {
  private static final Duration QUICK = Duration.ofMillis(10);
  private final ChainBed bed = new ChainBed();

  @Test
  void shouldAskTheNextAsWell_whenTheFirstTakesLongerThanUsual() {
    Judge judge = warm();
    bed.a.always(hang());
    bed.b.always(bed.b.after(Duration.ofMillis(5), hit(Category.GORE, Action.BLOCK)));

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 200);
    bed.pass(QUICK);
    assertThat(bed.b.asked()).isEmpty();
    bed.pass(Duration.ofMillis(10));

    assertThat(asking.assertCompleted().getItem()).isInstanceOf(Verdict.Block.class);
    assertThat(bed.a.cancelled()).isEqualTo(1);
    assertThat(bed.count("sluice.moderation.hedges", "vendor", "a")).isEqualTo(1);
    bed.pass(Duration.ofSeconds(3));
    assertThat(bed.asked().get(2)).isZero();
  }

  @Test
  void shouldResetTheHedge_whenTheFirstAnswersAfterAll() {
    Judge judge = warm();
    bed.a.always(bed.a.after(Duration.ofMillis(30), pass()));
    bed.b.always(hang());

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 200);
    bed.pass(Duration.ofMillis(40));

    asking.assertItem(Verdict.ALLOW);
    assertThat(bed.b.cancelled()).isEqualTo(1);
    assertThat(bed.a.cancelled()).isZero();
  }

  @Test
  void shouldNotHedge_whenTheFirstIsAsQuickAsUsual() {
    Judge judge = warm();

    ask(judge, "fine", 200);
    bed.pass(Duration.ofSeconds(1));

    assertThat(bed.b.asked()).isEmpty();
  }

  @Test
  void shouldWaitForTheHedge_whenTheFirstFailsMeanwhile() {
    Judge judge = warm();
    bed.a.always(bed.a.after(Duration.ofMillis(20), fail(RETRYABLE)));
    bed.b.always(bed.b.after(Duration.ofMillis(30), pass()));
    bed.c.always(fail(RETRYABLE));

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 200);
    bed.pass(Duration.ofMillis(60));

    asking.assertItem(Verdict.ALLOW);
  }

  @Test
  void shouldWaitForTheFirst_whenTheHedgeLeavesSomethingOpen() {
    bed.set("output.require", "POLITICAL,GORE");
    bed.c.covering(Category.GORE);
    bed.b.always(bed.b.after(QUICK, fail(RETRYABLE)));
    Judge judge = warm();
    bed.a.always(bed.a.after(Duration.ofMillis(100), pass()));

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 200);
    bed.pass(Duration.ofMillis(50));
    assertThat(bed.c.asked()).hasSize(1);
    asking.assertNotTerminated();
    bed.pass(Duration.ofMillis(60));

    asking.assertItem(Verdict.ALLOW);
  }

  @Test
  void shouldBlockAtOnce_whenTheHedgeBlocksThoughItLeavesSomethingOpen() {
    bed.set("output.require", "POLITICAL,GORE");
    bed.c.covering(Category.GORE).always(hit(Category.GORE, Action.BLOCK));
    bed.b.always(bed.b.after(QUICK, fail(RETRYABLE)));
    Judge judge = warm();
    bed.a.always(hang());

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 200);
    bed.pass(Duration.ofMillis(50));

    assertThat(asking.assertCompleted().getItem()).isInstanceOf(Verdict.Block.class);
  }

  @Test
  void shouldNotHedge_whenTheNextCouldOnlyComplementTheFirst() {
    bed.set("output.require", "POLITICAL,GORE").vendors("a,b");
    bed.a.covering(Category.POLITICAL);
    bed.b.covering(Category.GORE).always(bed.b.after(QUICK, pass()));
    Judge judge = warm();
    bed.a.always(bed.a.after(Duration.ofMillis(100), pass()));

    UniAssertSubscriber<Verdict> asking = ask(judge, "slow", 200);
    bed.pass(Duration.ofMillis(120));

    asking.assertItem(Verdict.ALLOW);
    assertThat(bed.count("sluice.moderation.hedges")).isZero();
  }

  /** The judge of a chain whose first vendor usually takes ten milliseconds. */
  private Judge warm() {
    Judge judge = bed.set("chain.hedge", "true").chain().open(ChainBed.answer());
    bed.a.always(bed.a.after(QUICK, pass()));
    IntStream.range(0, 20)
        .forEach(
            i -> {
              ask(judge, "x".repeat(10), i * 10);
              bed.pass(QUICK);
            });
    return judge;
  }

  @Test
  void shouldAskTwo_whenTheAliasWantsASecondOpinion() {
    bed.set("aliases.strict.second-opinion", "true");
    bed.b.always(hit(Category.CONTRABAND, Action.BLOCK));

    Verdict verdict = judged(bed.chain().open(ChainBed.answer("strict")), "hello").get(0);

    assertThat(verdict).isInstanceOf(Verdict.Block.class);
    assertThat(bed.asked()).containsExactly(1, 1, 0);
  }

  @Test
  void shouldBlockAtOnce_whenOneOfTwoOpinionsBlocks() {
    bed.set("aliases.strict.second-opinion", "true");
    bed.a.always(hang());
    bed.b.always(bed.b.after(QUICK, hit(Category.CONTRABAND, Action.BLOCK)));

    UniAssertSubscriber<Verdict> asking =
        ask(bed.chain().open(ChainBed.answer("strict")), "hello", 0);
    asking.assertNotTerminated();
    bed.pass(QUICK);

    assertThat(asking.assertCompleted().getItem()).isInstanceOf(Verdict.Block.class);
    assertThat(bed.a.cancelled()).isEqualTo(1);
    assertThat(bed.asked()).containsExactly(1, 1, 0);
  }

  @Test
  void shouldWaitForTheOther_whenOnlyOneOfTwoOpinionsPassed() {
    bed.set("aliases.strict.second-opinion", "true");
    bed.b.always(bed.b.after(QUICK, pass()));

    UniAssertSubscriber<Verdict> asking =
        ask(bed.chain().open(ChainBed.answer("strict")), "hello", 0);
    asking.assertNotTerminated();
    bed.pass(QUICK);

    asking.assertItem(Verdict.ALLOW);
  }

  @Test
  void shouldLetTheThirdStandIn_whenOneOfTwoOpinionsFails() {
    bed.set("aliases.strict.second-opinion", "true");
    bed.b.always(fail(RETRYABLE));

    assertThat(judged(bed.chain().open(ChainBed.answer("strict")), "hello"))
        .containsExactly(Verdict.ALLOW);
    assertThat(bed.asked()).containsExactly(1, 1, 1);
  }

  @Test
  void shouldFail_whenOnlyOneOfTwoOpinionsCameIn() {
    bed.set("aliases.strict.second-opinion", "true").vendors("a,b");
    bed.b.always(fail(RETRYABLE));

    ask(bed.chain().open(ChainBed.answer("strict")), "hello", 0)
        .assertFailedWith(NobodyJudged.class);
  }

  @Test
  void shouldBlock_whenTheOnlyOpinionSaysSo() {
    bed.set("aliases.strict.second-opinion", "true").vendors("a,b");
    bed.set("on-exhausted", "degrade");
    bed.a.always(hit(Category.POLITICAL, Action.BLOCK));
    bed.b.always(hang());

    UniAssertSubscriber<Verdict> asking =
        ask(bed.chain().open(ChainBed.answer("strict")), "hello", 0);
    bed.pass(Duration.ofSeconds(4));

    assertThat(asking.getItem()).isInstanceOf(Verdict.Block.class);
  }

  @Test
  void shouldNotLetIncapableOnesStandIn_whenACategoryIsRequired() {
    bed.set("output.require", "POLITICAL");
    bed.a.covering(Category.POLITICAL).always(fail(RETRYABLE));
    bed.b.covering(Category.GORE);
    bed.c.covering(Category.GORE);

    ask(bed.judge(), "hello", 0).assertFailedWith(NobodyJudged.class);

    assertThat(bed.asked()).containsExactly(2, 0, 0);
  }

  @Test
  void shouldAskSeveral_whenNobodyCoversAllThatIsRequired() {
    bed.set("output.require", "POLITICAL,PRIVACY");
    bed.a.covering(Category.POLITICAL);
    bed.b.covering(Category.GORE);
    bed.c.covering(Category.PRIVACY).always(hit(Category.POLITICAL, Action.BLOCK));

    Verdict verdict = judged(bed.judge(), "hello").get(0);

    assertThat(verdict).isInstanceOf(Verdict.Block.class);
    assertThat(bed.asked()).containsExactly(1, 0, 1);
  }

  @Test
  void shouldKeepWhatWasFound_whenTheOtherHalfIsMissing() {
    bed.set("output.require", "PRIVACY,POLITICAL").set("on-exhausted", "degrade").vendors("a,b");
    bed.a.covering(Category.PRIVACY).always(hit(Category.PRIVACY, Action.MASK, new Span(0, 2)));
    bed.b.covering(Category.POLITICAL).always(fail(RETRYABLE));

    Verdict verdict = judged(bed.judge(), "hello").get(0);

    assertThat(verdict).isInstanceOf(Verdict.Redact.class);
    assertThat(bed.count("sluice.moderation.unjudged")).isEqualTo(1);
  }

  @Test
  void shouldPassOverWhoFindsItInInputsOnly_whenAnAnswerIsJudged() {
    bed.set("output.require", "PRIVACY");
    bed.a.covering(new Coverage(Set.of(Category.PRIVACY), Set.of()));

    judged(bed.judge(), "hello");

    assertThat(bed.asked()).containsExactly(0, 1, 0);
  }

  @Test
  void shouldPassOverWhoCannotReadIt_whenTheTextIsInAnotherScript() {
    bed.a.speaking("en");
    bed.b.speaking("zh", "en");

    judged(bed.judge(), "一段中文");

    assertThat(bed.asked()).containsExactly(0, 1, 0);
  }

  @Test
  void shouldCompareAndNotObey_whenAVendorIsAShadow() {
    bed.vendors("a").set("chain.shadow", "b,c");
    bed.b.always(hit(Category.POLITICAL, Action.BLOCK));
    VendorChain chain = bed.chain();

    assertThat(judged(chain.open(ChainBed.answer()), "hello", "again"))
        .containsExactly(Verdict.ALLOW, Verdict.ALLOW);

    assertThat(compared("b", "stricter")).isEqualTo(2);
    assertThat(compared("c", "agreed")).isEqualTo(2);
    assertThat(bed.b.texts()).containsExactly("hello", "helloagain");
  }

  @Test
  void shouldLeaveAShadowOut_whenItCannotReadTheText() {
    bed.vendors("a").set("chain.shadow", "b,c");
    bed.b.speaking("en");

    judged(bed.judge(), "一段中文");

    assertThat(bed.asked()).containsExactly(1, 0, 1);
  }

  @Test
  void shouldNotWait_whenAShadowHangs() {
    bed.vendors("a").set("chain.shadow", "b,c");
    bed.b.always(hang());
    bed.c.always(fail(RETRYABLE));

    assertThat(judged(bed.judge(), "hello")).containsExactly(Verdict.ALLOW);

    assertThat(compared("c", "silent")).isEqualTo(1);
  }

  @Test
  void shouldBoundWhatShadowsHold_whenTheyHang() {
    bed.vendors("a").set("chain.shadow", "b");
    bed.b.always(hang());
    Judge judge = bed.judge();

    IntStream.range(0, 100).forEach(i -> ask(judge, "x", i));

    assertThat(bed.b.asked()).hasSize(64);
    assertThat(compared("b", "silent")).isEqualTo(36);
  }

  @Test
  void shouldLeaveShadowsOut_whenTheirShareSaysSo() {
    bed.vendors("a").set("chain.shadow", "b").set("chain.shadow-share", "0.25");
    Judge judge = bed.judge();
    int[] drawn = {0};
    bed.random = () -> drawn[0]++ % 4 / 4.0;

    IntStream.range(0, 100).forEach(i -> ask(judge, "x", i));

    assertThat(bed.b.asked()).hasSize(25);
  }

  private double compared(String vendor, String agreement) {
    return bed.count("sluice.moderation.shadow", "vendor", vendor, "agreement", agreement);
  }
}
