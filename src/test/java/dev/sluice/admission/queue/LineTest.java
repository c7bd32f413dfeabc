package dev.sluice.admission.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.queue.Register.Full;
import dev.sluice.admission.queue.Register.GotPlace;
import dev.sluice.admission.queue.Register.GotSlot;
import dev.sluice.admission.queue.Register.How;
import dev.sluice.admission.queue.Register.Stranger;
import dev.sluice.admission.queue.Register.TooMany;
import dev.sluice.admission.queue.ScriptedRegister.Call;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.Refusal;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final ScriptedRegister register = new ScriptedRegister();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final QueueConfig config =
      Configs.of(QueueConfig.class, "sluice.queue.poll", "5ms", "sluice.queue.max-wait", "1m");
  private final Line line =
      new Line(
          "alias",
          register,
          config,
          nanos::get,
          new QueueMetrics(meters).of("alias", nanos::get),
          RedisFixture.get().vertx());
  private final List<QueuePosition> told = new CopyOnWriteArrayList<>();

  private UniAssertSubscriber<Place> enter(String id) {
    return line.enter(new SlotRequest("alias", 1, id, "owner", "free"))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private UniAssertSubscriber<Void> turn(UniAssertSubscriber<Place> entered) {
    return entered
        .awaitItem()
        .getItem()
        .turn(told::add)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static QueuePosition position(int place) {
    return new QueuePosition(place, PACE.multipliedBy(place));
  }

  @Test
  void shouldSayNothingOfAQueue_whenASlotIsFree() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    Call call = register.next();
    assertThat(call.exchange().how()).isEqualTo(How.ANEW);
    // when
    call.news(new GotSlot());
    // then
    turn(one).awaitItem();
    assertThat(told).isEmpty();
  }

  @Test
  void shouldTellThePlaceAndThenTheTurn_whenItWaits() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    register.next().news(new GotPlace(3));
    UniAssertSubscriber<Void> turn = turn(one);
    await().until(() -> !told.isEmpty());
    // when
    pass(config.tellEvery());
    Call look = register.next();
    look.granting(List.of("a"));
    // then
    turn.awaitItem();
    assertThat(look.exchange().look()).isTrue();
    assertThat(told).containsExactly(position(3), QueuePosition.TURN);
    assertThat(meters.get("sluice_queue_grants").tag("after", "waiting").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldEnterAgain_whenItsPlaceIsNotThere() throws InterruptedException {
    // given
    enter("a");
    register.next().news(new GotPlace(3));
    // when
    pass(config.tellEvery());
    register.next().news();
    // then
    assertThat(register.next().entering()).containsExactly("a");
  }

  @Test
  void shouldFreeTheSlotOnce_whenLeftTwice() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    register.next().news(new GotSlot());
    one.awaitItem();
    // when
    line.leave("a");
    line.leave("a");
    Call left = register.next();
    left.news();
    enter("b");
    // then
    assertThat(left.exchange().leaving()).containsExactly("a");
    assertThat(register.next().exchange().leaving()).isEmpty();
  }

  @Test
  void shouldFreeThePlace_whenItLeavesBeforeTheAnswerCame() throws InterruptedException {
    // given
    enter("a");
    Call entering = register.next();
    // when
    line.leave("a");
    enter("b");
    entering.news(new GotSlot());
    Call next = register.next();
    // then
    assertThat(next.exchange().leaving()).containsExactly("a");
    assertThat(next.entering()).containsExactly("b");
    assertThat(meters.get("sluice_queue_abandoned").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldGiveBackASlot_whenItIsGrantedToNobodyHere() throws InterruptedException {
    // given
    enter("a");
    // when
    register.next().granting(List.of("ghost"), new GotSlot());
    // then
    assertThat(register.next().exchange().leaving()).containsExactly("ghost");
  }

  @Test
  void shouldRefuse_whenTheRegisterDoes() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    UniAssertSubscriber<Place> two = enter("b");
    Call call = register.next();
    call.news(call.entering().stream().map(id -> new Full()).toArray(Register.Entered[]::new));
    if (call.entering().size() == 1) {
      register.next().news(new TooMany());
      // then
      Refusal.Exhausted many = (Refusal.Exhausted) two.awaitFailure().getFailure();
      assertThat(many.limit()).isEqualTo(Refusal.Exhausted.Limit.CONCURRENCY);
    }
    Refusal.Unavailable full = (Refusal.Unavailable) one.awaitFailure().getFailure();
    assertThat(full.code()).isEqualTo("queue_full");
    assertThat(full.retryAfter()).contains(PACE);
  }

  @Test
  void shouldSendAway_whenTheTurnDoesNotCome() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    register.next().news(new GotPlace(1));
    UniAssertSubscriber<Void> turn = turn(one);
    // when
    pass(config.maxWait().plusMillis(1));
    // then
    Refusal.Unavailable late = (Refusal.Unavailable) turn.awaitFailure().getFailure();
    assertThat(late.code()).isEqualTo("queue_full");
    assertThat(register.next().exchange().how()).isEqualTo(How.ANEW); // a lease has passed too
  }

  @Test
  void shouldBeginAnew_whenTheRegisterForgotIt() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    register.next().news(new GotSlot());
    one.awaitItem();
    enter("b");
    register.next().reply().complete(new Stranger());
    // when
    Call anew = register.next();
    // then
    assertThat(anew.exchange().how()).isEqualTo(How.ANEW);
    assertThat(anew.exchange().held()).containsExactly("a");
    assertThat(anew.entering()).containsExactly("b");
  }

  @Test
  void shouldServeUpToItsSlotsAlone_whenTheRegisterIsAway() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    // when
    register.next().reply().fail(new IOException("away"));
    UniAssertSubscriber<Place> two = enter("b");
    // then
    turn(one).awaitItem();
    UniAssertSubscriber<Void> second = turn(two);
    await().until(() -> told.equals(List.of(position(1))));
    second.assertNotTerminated();
    // when
    line.leave("a");
    // then
    second.awaitItem();
    assertThat(meters.get("sluice_queue_alone").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldGiveAPlace_whenTheRegisterFailsWhileItEnters() throws InterruptedException {
    // given
    UniAssertSubscriber<Place> one = enter("a");
    Call call = register.next();
    UniAssertSubscriber<Place> two = enter("b");
    RedisFixture.get().vertx().setTimer(20, later -> call.reply().fail(new IOException("away")));
    // then
    turn(one).awaitItem();
    turn(two);
    await().until(() -> told.equals(List.of(position(1))));
  }

  @Test
  void shouldTellAllItHas_whenTheRegisterIsBack() throws InterruptedException {
    // given
    enter("a");
    register.next().reply().fail(new IOException("away"));
    UniAssertSubscriber<Place> two = enter("b");
    two.awaitItem();
    // when
    pass(Duration.ofSeconds(1));
    Call back = register.next();
    back.news(new GotPlace(7));
    // then
    assertThat(back.exchange().held()).containsExactly("a");
    assertThat(back.entering()).containsExactly("b");
    turn(two);
    await().until(() -> told.contains(position(7)));
  }

  @Test
  void shouldAskOnceMore_whenItGaveASlotWhileTheRegisterCameBack() throws InterruptedException {
    // given
    enter("a");
    register.next().reply().fail(new IOException("away"));
    UniAssertSubscriber<Place> two = enter("b");
    two.awaitItem();
    pass(Duration.ofSeconds(1));
    Call back = register.next();
    // when
    line.leave("a");
    turn(two).awaitItem();
    back.news(new GotPlace(7));
    Call again = register.next();
    // then
    assertThat(again.exchange().how()).isEqualTo(How.ANEW);
    assertThat(again.exchange().held()).containsExactly("b");
    assertThat(again.entering()).isEmpty();
  }
}
