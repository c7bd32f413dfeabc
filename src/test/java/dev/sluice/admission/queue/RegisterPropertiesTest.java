package dev.sluice.admission.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.queue.Register.GotSlot;
import dev.sluice.admission.queue.Register.How;
import dev.sluice.admission.queue.Register.News;
import dev.sluice.testing.RedisFixture;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Never more holders than slots and never a slot lost, whatever comes in whatever order. */
class RegisterPropertiesTest {
  private static final int INSTANCES = 3;

  enum What {
    ENTER,
    LEAVE,
    POLL,
    LOOK,
    DIE,
    BEGIN_ANEW
  }

  record Step(What what, int instance, int pick, int plan) {}

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<What> whats =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(8, What.ENTER),
            net.jqwik.api.Tuple.of(6, What.LEAVE),
            net.jqwik.api.Tuple.of(4, What.POLL),
            net.jqwik.api.Tuple.of(1, What.LOOK),
            net.jqwik.api.Tuple.of(1, What.DIE),
            net.jqwik.api.Tuple.of(1, What.BEGIN_ANEW));
    return Combinators.combine(
            whats,
            Arbitraries.integers().between(0, INSTANCES - 1),
            Arbitraries.integers().between(0, 99),
            Arbitraries.integers().between(0, 2))
        .as(Step::new);
  }

  @Property(tries = 80)
  void shouldNeverHaveMoreHoldersThanSlots_whateverHappens(
      @ForAll @IntRange(min = 1, max = 4) int capacity,
      @ForAll @Size(max = 60) List<@net.jqwik.api.From("steps") Step> steps) {
    World world = new World(capacity);
    for (Step step : steps) {
      world.take(step);
      world.check();
    }
    world.leaveAll();
  }

  /** What an instance knows of itself. */
  private static final class Side {
    private final Instance instance;
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> held = new LinkedHashSet<>();

    Side(Instance instance) {
      this.instance = instance;
    }

    void learn(News news) {
      for (String id : news.granted()) {
        assertThat(waiting.remove(id)).as("granted " + id).isTrue();
        held.add(id);
      }
    }

    void entered(String id, Register.Entered entered) {
      if (entered instanceof GotSlot) {
        held.add(id);
      } else if (entered instanceof Register.GotPlace place) {
        assertThat(place.place()).isPositive();
        waiting.add(id);
      }
    }
  }

  private static final class World {
    private final String alias = Instance.newAlias();
    private final int capacity;
    private final List<Side> sides = new ArrayList<>();
    private int next;

    World(int capacity) {
      this.capacity = capacity;
      for (int i = 0; i < INSTANCES; i++) {
        sides.add(fresh());
      }
    }

    private Side fresh() {
      return new Side(new Instance(alias, capacity, "sluice.queue.weights.p1", "5"));
    }

    void take(Step step) {
      Side side = sides.get(step.instance());
      switch (step.what()) {
        case ENTER -> enter(side, step);
        case LEAVE -> leave(side, step);
        case POLL -> side.learn((News) side.instance.poll());
        case LOOK -> look(side);
        case DIE -> die(step.instance());
        case BEGIN_ANEW -> beginAnew(side);
      }
    }

    private void enter(Side side, Step step) {
      String id = "id" + next++;
      SlotRequest request = side.instance.request(id, owner(step.pick()), "p" + step.plan());
      News news = side.instance.enterAll(List.of(request));
      side.learn(news);
      side.entered(id, news.entered().get(0));
    }

    private static String owner(int pick) {
      return "owner" + pick % 4;
    }

    private void leave(Side side, Step step) {
      List<String> all = new ArrayList<>(side.waiting);
      all.addAll(side.held);
      String id = all.isEmpty() ? "nobody" : all.get(step.pick() % all.size());
      side.waiting.remove(id);
      side.held.remove(id);
      side.learn(side.instance.leave(id));
    }

    private void look(Side side) {
      News news = side.instance.look();
      side.learn(news);
      assertThat(news.places().keySet()).isEqualTo(side.waiting);
      assertThat(news.places().values()).allMatch(place -> place >= 1);
    }

    private void die(int index) {
      sides.get(index).instance.die();
      sides.set(index, fresh());
    }

    /** As after an answer that got lost: it forgets one that waits, and says what it has. */
    private void beginAnew(Side side) {
      side.waiting.stream().findFirst().ifPresent(side.waiting::remove);
      List<String> waiting = List.copyOf(side.waiting);
      side.waiting.clear();
      News news =
          (News)
              side.instance.send(
                  How.ANEW,
                  false,
                  List.of(),
                  List.copyOf(side.held),
                  waiting.stream().map(id -> side.instance.request(id, "anew", "p0")).toList());
      for (int i = 0; i < waiting.size(); i++) {
        side.entered(waiting.get(i), news.entered().get(i));
      }
      side.learn(news);
    }

    void check() {
      long held = sides.stream().mapToLong(side -> side.held.size()).sum();
      long taken = size(Command.HLEN, "slots");
      long waiting = size(Command.ZCARD, "waiting");
      assertThat(held).isLessThanOrEqualTo(taken);
      assertThat(taken).isLessThanOrEqualTo(capacity);
      assertThat(waiting == 0 || taken == capacity).as("a slot is free while some wait").isTrue();
      assertThat(size(Command.HLEN, "entries")).isEqualTo(waiting);
      assertThat(size(Command.HLEN, "owners")).isLessThanOrEqualTo(waiting);
    }

    void leaveAll() {
      for (Side side : sides) {
        side.instance.poll(); // what it is granted now, it leaves unread
        List<String> all = new ArrayList<>(side.waiting);
        all.addAll(side.held);
        side.instance.leave(all.toArray(String[]::new));
      }
      for (Side side : sides) {
        side.instance.leave(((News) side.instance.poll()).granted().toArray(String[]::new));
      }
      assertThat(size(Command.HLEN, "slots")).isZero();
      assertThat(size(Command.ZCARD, "waiting")).isZero();
      assertThat(size(Command.HLEN, "entries")).isZero();
      assertThat(size(Command.HLEN, "owners")).isZero();
      assertThat(size(Command.HLEN, "news")).isZero();
      assertThat(size(Command.HLEN, "plans")).isZero();
    }

    private long size(Command command, String key) {
      return RedisFixture.get().send(command, "slc:queue:{" + alias + "}:" + key).toLong();
    }
  }
}
