package dev.sluice.admission.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.queue.Register.Full;
import dev.sluice.admission.queue.Register.GotPlace;
import dev.sluice.admission.queue.Register.GotSlot;
import dev.sluice.admission.queue.Register.News;
import dev.sluice.admission.queue.Register.Stranger;
import dev.sluice.admission.queue.Register.TooMany;
import dev.sluice.testing.AnyRedis;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the register of a queue promises, on whatever Redis. */
abstract class RegisterContract {
  private final String alias = Instance.newAlias();

  abstract AnyRedis redis();

  private Instance instance(int capacity, String... config) {
    return new Instance(redis(), alias, capacity, config);
  }

  /** Frees slots one by one and says who got each. */
  private static List<String> grants(Instance instance, String holder, int count) {
    List<String> order = new ArrayList<>();
    String last = holder;
    for (int i = 0; i < count; i++) {
      List<String> granted = instance.leave(last).granted();
      assertThat(granted).hasSize(1);
      last = granted.get(0);
      order.add(last);
    }
    return order;
  }

  @Test
  void shouldGiveASlot_whenOneIsFreeAndNobodyWaits() {
    // given
    Instance one = instance(2);
    Instance two = instance(2);
    // then
    assertThat(one.enter("a")).isEqualTo(new GotSlot());
    assertThat(two.enter("b")).isEqualTo(new GotSlot());
    assertThat(one.enter("c")).isEqualTo(new GotPlace(1));
    assertThat(two.enter("d")).isEqualTo(new GotPlace(2));
  }

  @Test
  void shouldGiveTheFreedSlotToTheNext_whenThatIsOnAnotherInstance() {
    // given
    Instance one = instance(1);
    Instance two = instance(1);
    one.enter("a");
    two.enter("b");
    one.enter("c");
    // when
    News here = one.leave("a");
    // then
    assertThat(here.granted()).isEmpty();
    assertThat(((News) two.poll()).granted()).containsExactly("b");
    assertThat(((News) two.poll()).granted()).isEmpty();
    assertThat(two.leave("b").granted()).isEmpty();
    assertThat(((News) one.poll()).granted()).containsExactly("c");
  }

  @Test
  void shouldNotGiveTheSlotTwice_whenANewcomerComesWhileOthersWait() {
    // given
    Instance one = instance(1);
    one.enter("a");
    one.enter("b");
    // when
    News left = one.leave("a");
    // then
    assertThat(left.granted()).containsExactly("b");
    assertThat(one.enter("c")).isEqualTo(new GotPlace(1));
  }

  @Test
  void shouldMoveUp_whenSomebodyLeavesThePlace() {
    // given
    Instance one = instance(1);
    one.enter("a");
    one.enter("b");
    one.enter("c");
    // when
    one.leave("b");
    // then
    assertThat(one.look().places()).isEqualTo(Map.of("c", 1));
    assertThat(one.leave("a").granted()).containsExactly("c");
  }

  @Test
  void shouldRefuse_whenTheQueueOrTheCallersPlacesAreFull() {
    // given
    Instance one =
        instance(1, "sluice.queue.max-waiting", "4", "sluice.queue.places-per-caller", "2");
    one.enter("a");
    // then
    assertThat(one.enter("b", "greedy", "free")).isEqualTo(new GotPlace(1));
    assertThat(one.enter("c", "greedy", "free")).isEqualTo(new GotPlace(2));
    assertThat(one.enter("d", "greedy", "free")).isEqualTo(new TooMany());
    assertThat(one.enter("e", "modest", "free")).isEqualTo(new GotPlace(3));
    assertThat(one.enter("f", "another", "free")).isEqualTo(new GotPlace(4));
    assertThat(one.enter("g", "late", "free")).isEqualTo(new Full());
    // when
    one.leave("a");
    // then
    assertThat(one.enter("h", "greedy", "free")).isEqualTo(new GotPlace(4));
  }

  @Test
  void shouldShareByWeight_whenPlansWait() {
    // given
    Instance one =
        instance(
            1,
            "sluice.queue.weights.gold",
            "3",
            "sluice.queue.places-per-caller",
            "100",
            "sluice.queue.ageing",
            "1h");
    one.enter("holder");
    for (int i = 0; i < 30; i++) {
      one.enter("free-" + i, "f", "free");
    }
    for (int i = 0; i < 30; i++) {
      one.enter("gold-" + (10 + i), "g", "gold");
    }
    Map<String, Integer> places = one.look().places();
    // when
    List<String> order = grants(one, "holder", 40);
    // then
    assertThat(order.stream().limit(20).filter(id -> id.startsWith("gold")).count())
        .isBetween(14L, 16L);
    assertThat(order.stream().filter(id -> id.startsWith("gold"))).isSorted().hasSize(30);
    assertThat(places).hasSize(60);
    for (int i = 0; i < order.size(); i++) {
      assertThat(places.get(order.get(i))).as(order.get(i)).isBetween(i, i + 2);
    }
  }

  @Test
  void shouldNotSaveUp_whenAPlanWasAway() {
    // given
    Instance one = instance(1, "sluice.queue.places-per-caller", "100");
    one.enter("holder");
    for (int i = 0; i < 30; i++) {
      one.enter("free-" + i, "f", "free");
    }
    List<String> before = grants(one, "holder", 20);
    for (int i = 0; i < 10; i++) {
      one.enter("other-" + i, "o", "other");
    }
    // when
    List<String> order = grants(one, before.get(19), 10);
    // then
    assertThat(order.stream().filter(id -> id.startsWith("other")).count()).isBetween(4L, 6L);
  }

  @Test
  void shouldNotHarmItsPlan_whenACallerComesAndLeavesAgainAndAgain() {
    // given
    Instance one = instance(1, "sluice.queue.places-per-caller", "100");
    one.enter("holder");
    for (int i = 0; i < 5; i++) {
      one.enter("other-" + i, "o", "other");
    }
    for (int i = 0; i < 50; i++) {
      one.enter("restless-" + i, "r", "free");
      one.leave("restless-" + i);
    }
    one.enter("patient", "p", "free");
    // when
    List<String> order = grants(one, "holder", 2);
    // then
    assertThat(order).contains("patient");
  }

  @Test
  void shouldServeTheOldest_whenItWaitsLongAndOthersWeighMore() {
    // given
    Instance one =
        instance(
            1,
            "sluice.queue.weights.heavy",
            "1000",
            "sluice.queue.places-per-caller",
            "1000",
            "sluice.queue.ageing",
            "0s");
    one.enter("holder");
    one.enter("light", "l", "free");
    List<SlotRequest> heavy = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      heavy.add(one.request("heavy-" + i, "h", "heavy"));
    }
    one.enterAll(heavy);
    // when
    List<String> order = grants(one, "holder", 4);
    // then
    assertThat(order).contains("light");
  }

  @Test
  void shouldDoNothing_whenAnExchangeComesLate() {
    // given
    Instance one = instance(1);
    one.enter("a");
    // then
    assertThatThrownBy(() -> one.sendLate(one.request("ghost", "o", "free")))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(one.look().waiting()).isZero();
  }

  @Test
  void shouldKeepWhatItTellsOf_whenAnInstanceBeginsAnew() {
    // given
    Instance one = instance(1);
    Instance two = instance(1);
    one.enter("a");
    one.enter("b");
    two.enter("c");
    one.enter("d");
    one.enter("e");
    // when
    News news =
        one.begin(
            List.of("a"),
            List.of(one.request("b", "owner-of-b", "free"), one.request("e", "x", "free")));
    // then
    assertThat(news.entered()).containsExactly(new GotPlace(1), new GotPlace(3));
    assertThat(news.waiting()).isEqualTo(3);
    assertThat(one.leave("a").granted()).containsExactly("b");
  }

  @Test
  void shouldDeclareItsSlots_whenTheRegisterWasEmptied() {
    // given
    Instance one = instance(1);
    one.enter("a");
    one.enter("b");
    // when
    redis().send(Command.DEL, RedisRegister.keys(alias).toArray());
    // then
    assertThat(one.poll()).isEqualTo(new Stranger());
    News news = one.begin(List.of("a"), List.of(one.request("b", "owner-of-b", "free")));
    assertThat(news.entered()).containsExactly(new GotPlace(1));
    assertThat(one.leave("a").granted()).containsExactly("b");
  }

  @Test
  void shouldFreeSlotsAndPlaces_whenTheirInstanceDies() {
    // given
    Instance one = instance(1);
    Instance two = instance(1);
    one.enter("a");
    one.enter("b");
    two.enter("c");
    // when
    one.die();
    News news = (News) two.poll();
    // then
    assertThat(news.granted()).containsExactly("c");
    assertThat(news.waiting()).isZero();
    assertThat(one.poll()).isEqualTo(new Stranger());
  }

  @Test
  void shouldEstimate_whenSlotsWereFreed() {
    // given
    Instance one = instance(2);
    // when
    one.enter("a");
    News news = one.leave("a");
    // then
    assertThat(news.pace()).isLessThan(java.time.Duration.ofSeconds(2));
    assertThat(one.look().position(3).eta()).isEqualTo(news.pace().multipliedBy(3));
  }
}
