package dev.sluice.moderation.chain;

import static dev.sluice.moderation.chain.ChainBed.ask;
import static dev.sluice.moderation.chain.ChainBed.judged;
import static dev.sluice.moderation.chain.ScriptedVendor.fail;
import static dev.sluice.moderation.chain.ScriptedVendor.hang;
import static dev.sluice.moderation.chain.ScriptedVendor.hit;
import static dev.sluice.moderation.chain.ScriptedVendor.pass;
import static dev.sluice.moderation.chain.ScriptedVendor.throttled;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.ACCOUNT;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.RETRYABLE;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.THROTTLED;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.UNFIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Verdict;
import dev.sluice.model.breaker.Breaker.State;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.Passage;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainFailoverTest {
  private final ChainBed bed = new ChainBed();

  @Test
  void shouldAskTheFirst_whenItIsWell() {
    assertThat(judged(bed.judge(), "hello")).containsExactly(Verdict.ALLOW);
    assertThat(bed.asked()).containsExactly(1, 0, 0);
  }

  @Test
  void shouldAskNothing_beforeSubscription() {
    bed.judge().judge(new Passage("hello", 0, true));

    assertThat(bed.asked()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldAskTheNext_whenTheFirstFails() {
    bed.a.then(fail(RETRYABLE));
    bed.b.then(hit(Category.PORNOGRAPHY, Action.BLOCK));

    Verdict verdict = judged(bed.judge(), "hello").get(0);

    assertThat(verdict).isInstanceOf(Verdict.Block.class);
    assertThat(verdict.evidence()).extracting(it -> it.source()).containsExactly("b");
    assertThat(bed.asked()).containsExactly(1, 1, 0);
    assertThat(bed.count("sluice.moderation.failovers", "vendor", "a", "reason", "retryable"))
        .isEqualTo(1);
  }

  @Test
  void shouldAskOnceMore_whenAllFailedAndTheFirstRecovers() {
    bed.vendors("a");
    bed.a.then(fail(RETRYABLE)).then(pass());

    assertThat(judged(bed.judge(), "hello")).containsExactly(Verdict.ALLOW);
    assertThat(bed.asked()).containsExactly(2, 0, 0);
  }

  @Test
  void shouldFail_whenAllAreDead() {
    for (ScriptedVendor vendor : List.of(bed.a, bed.b, bed.c)) {
      vendor.always(fail(RETRYABLE));
    }

    ask(bed.judge(), "hello", 0).assertFailedWith(NobodyJudged.class);

    assertThat(bed.asked()).containsExactly(2, 2, 2);
    assertThat(bed.count("sluice.moderation.exhausted")).isEqualTo(1);
    assertThat(bed.count("sluice.moderation.unjudged")).isZero();
  }

  @Test
  void shouldLetThroughAndSaySo_whenAllAreDeadAndTheOperatorWantsThat() {
    bed.set("on-exhausted", "degrade").vendors("a");
    bed.a.always(fail(RETRYABLE));

    assertThat(judged(bed.judge(), "hello")).containsExactly(new Verdict.Unjudged());
    assertThat(bed.count("sluice.moderation.unjudged", "direction", "output")).isEqualTo(1);
  }

  @Test
  void shouldFailAtTheDeadline_whenAllHang() {
    bed.set("output.deadline", "3s");
    for (ScriptedVendor vendor : List.of(bed.a, bed.b, bed.c)) {
      vendor.always(hang());
    }

    UniAssertSubscriber<Verdict> asking = ask(bed.judge(), "hello", 0);
    bed.pass(Duration.ofMillis(2990));
    asking.assertNotTerminated();
    bed.pass(Duration.ofMillis(20));

    asking.assertFailedWith(NobodyJudged.class);
    assertThat(bed.a.cancelled() + bed.b.cancelled() + bed.c.cancelled())
        .isEqualTo(bed.asked().stream().mapToInt(it -> it).sum());
  }

  @Test
  void shouldLeaveTimeForTheNext_whenTheFirstHangsPastItsShareOfTheDeadline() {
    bed.set("output.deadline", "300ms");
    bed.a.always(hang());

    UniAssertSubscriber<Verdict> asking = ask(bed.judge(), "hello", 0);
    bed.pass(Duration.ofMillis(151));

    asking.assertItem(Verdict.ALLOW);
    assertThat(bed.a.cancelled()).isEqualTo(1);
  }

  @Test
  void shouldLeaveItAlone_whenItThrottles() {
    bed.a.then(throttled(Duration.ofSeconds(5)));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.answer()), "one");
    judged(chain.open(ChainBed.answer()), "two");
    bed.pass(Duration.ofSeconds(5));
    judged(chain.open(ChainBed.answer()), "three");

    assertThat(bed.a.texts()).containsExactly("one", "three");
    assertThat(bed.b.texts()).containsExactly("one", "two");
    assertThat(member(chain, "a").state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldLeaveItAloneForAMoment_whenItThrottlesForNoTime() {
    bed.a.then(throttled(Duration.ZERO));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.answer()), "one");
    judged(chain.open(ChainBed.answer()), "two");
    bed.pass(Duration.ofSeconds(1));
    judged(chain.open(ChainBed.answer()), "three");

    assertThat(bed.a.texts()).containsExactly("one", "three");
  }

  @Test
  void shouldAskTheNext_whenOneIsLateThatHadLittleTime() {
    bed.set("output.deadline", "4s").vendors("a,b,c,d");
    for (ScriptedVendor vendor : List.of(bed.a, bed.b, bed.c)) {
      vendor.always(hang());
    }
    VendorChain chain = bed.chain();

    UniAssertSubscriber<Verdict> asking = ask(chain.open(ChainBed.answer()), "hello", 0);
    bed.pass(Duration.ofMillis(3510));

    asking.assertItem(Verdict.ALLOW);
    assertThat(bed.d.asked()).hasSize(1);
    assertThat(bed.count("sluice.moderation.failovers", "vendor", "c", "reason", "hurried"))
        .isEqualTo(1);
    assertThat(bed.count("sluice.moderation.failovers", "vendor", "c", "reason", "retryable"))
        .isZero();
  }

  @Test
  void shouldGiveAllTheTime_whenNobodyElseCanFindWhatIsRequired() {
    bed.set("output.deadline", "3s").set("output.require", "POLITICAL");
    bed.a.covering(Category.POLITICAL).always(bed.a.after(Duration.ofMillis(2900), pass()));
    bed.b.covering(Category.GORE);
    bed.c.covering(Category.GORE);

    UniAssertSubscriber<Verdict> asking = ask(bed.judge(), "hello", 0);
    bed.pass(Duration.ofMillis(2910));

    asking.assertItem(Verdict.ALLOW);
  }

  @Test
  void shouldAskAgainWithinTheDeadline_whenTheOnlyOneThrottlesForAMoment() {
    bed.vendors("a");
    bed.a.then(fail(THROTTLED));

    UniAssertSubscriber<Verdict> asking = ask(bed.judge(), "hello", 0);
    asking.assertNotTerminated();
    bed.pass(Duration.ofMillis(1002));

    asking.assertItem(Verdict.ALLOW);
  }

  @Test
  void shouldRestLong_whenItRefusesOurAccount() {
    bed.set("chain.account-delay", "5m");
    bed.a.then(fail(ACCOUNT));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.answer()), "one");
    assertThat(member(chain, "a").state()).isEqualTo(State.OPEN);
    bed.pass(Duration.ofMinutes(4));
    judged(chain.open(ChainBed.answer()), "two");
    bed.pass(Duration.ofMinutes(1));
    judged(chain.open(ChainBed.answer()), "three");

    assertThat(bed.a.texts()).containsExactly("one", "three");
    assertThat(member(chain, "a").state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldStayWell_whenATextDoesNotSuitIt() {
    bed.set("chain.breaker-volume", "2");
    bed.a.always(fail(UNFIT));
    VendorChain chain = bed.chain();

    IntStream.range(0, 10).forEach(i -> judged(chain.open(ChainBed.answer()), "text"));

    assertThat(bed.asked()).containsExactly(10, 10, 0);
    assertThat(member(chain, "a").state()).isEqualTo(State.CLOSED);
  }

  @Test
  void shouldStayHalfOpen_whenTheProbesTextDoesNotSuitIt() {
    bed.set("chain.breaker-volume", "1").set("chain.breaker-delay", "30s");
    bed.a.then(fail(RETRYABLE)).then(fail(UNFIT));
    VendorChain chain = bed.chain();
    judged(chain.open(ChainBed.answer()), "opens it");
    bed.pass(Duration.ofSeconds(30));

    judged(chain.open(ChainBed.answer()), "unfit");

    assertThat(bed.a.texts()).endsWith("unfit");
    assertThat(member(chain, "a").state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void shouldOpenAndProbe_whenItKeepsFailing() {
    bed.set("chain.breaker-volume", "4").set("chain.breaker-delay", "30s");
    bed.a.always(fail(RETRYABLE));
    VendorChain chain = bed.chain();
    IntStream.range(0, 10).forEach(i -> judged(chain.open(ChainBed.answer()), "text"));
    assertThat(bed.a.asked()).hasSize(4);
    assertThat(member(chain, "a").state()).isEqualTo(State.OPEN);
    bed.a.always(pass());

    bed.pass(Duration.ofSeconds(30));
    assertThat(member(chain, "a").state()).isEqualTo(State.HALF_OPEN);
    judged(chain.open(ChainBed.answer()), "probe");

    assertThat(member(chain, "a").state()).isEqualTo(State.CLOSED);
    assertThat(bed.a.texts()).endsWith("probe");
  }

  @Test
  void shouldLetOneProbeThrough_whenHalfOpen() {
    bed.set("chain.breaker-volume", "1").set("chain.breaker-delay", "30s");
    bed.a.always(fail(RETRYABLE));
    VendorChain chain = bed.chain();
    judged(chain.open(ChainBed.answer()), "opens it");
    bed.pass(Duration.ofSeconds(30));
    bed.a.always(hang());

    UniAssertSubscriber<Verdict> probe = ask(chain.open(ChainBed.answer()), "probe", 0);
    judged(chain.open(ChainBed.answer()), "another");

    probe.assertNotTerminated();
    assertThat(bed.a.texts()).containsExactly("opens it", "probe");
    probe.cancel();
    assertThat(bed.a.cancelled()).isEqualTo(1);
    assertThat(member(chain, "a").tryAcquire()).isPresent();
  }

  @Test
  void shouldResetTheCall_whenTheAskingIsGivenUp() {
    bed.a.always(hang());

    ask(bed.judge(), "hello", 0).cancel();

    assertThat(bed.a.cancelled()).isEqualTo(1);
    assertThat(bed.asked()).containsExactly(1, 0, 0);
  }

  @Test
  void shouldAllowWithoutACall_whenNothingIsLeftButTheEnd() {
    Judge judge = bed.judge();
    judged(judge, "hello");

    Verdict verdict = judge.judge(new Passage("", 5, true)).await().indefinitely();

    assertThat(verdict).isEqualTo(Verdict.ALLOW);
    assertThat(bed.asked()).containsExactly(1, 0, 0);
  }

  @Test
  void shouldFailClosed_whenTextWasLeftOut() {
    Judge judge = bed.judge();
    judged(judge, "hello");

    ask(judge, "world", 6).assertFailedWith(IllegalArgumentException.class);
  }

  private static Member member(VendorChain chain, String id) {
    return chain.members().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }
}
