package dev.sluice.quota.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.Rights;
import dev.sluice.model.Standing;
import dev.sluice.model.Usage;
import dev.sluice.quota.Consumption;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import dev.sluice.quota.Plan;
import dev.sluice.quota.Progress;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.Target;
import dev.sluice.quota.ledger.Amounts;
import dev.sluice.quota.ledger.Dates;
import dev.sluice.quota.ledger.MemoryLedger;
import dev.sluice.quota.ledger.MemoryUsageRecords;
import dev.sluice.quota.ledger.UsageRecord;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisFixture;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Two instances and whatever may happen to them, on a real Redis, beside a model that only adds up.
 * After each step the ledger's numbers are the model's; so nothing is ever counted twice or lost,
 * nothing is negative, and no limit is passed but by what was taken above a reservation.
 */
class QuotaPropertiesTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Target BY = new Target("provider", "model");
  private static final List<String> ACCOUNTS = List.of("one", "two");

  /** What happens, with numbers whose meaning depends on it. */
  record Step(Kind kind, int a, int b) {}

  enum Kind {
    RESERVE,
    PROGRESS,
    SETTLE,
    RECORD,
    RELEASE,
    ROUND,
    CRASH,
    MIDNIGHT,
    LIMIT,
    FLUSH
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kind =
        Arbitraries.frequency(
            Tuple.of(12, Kind.RESERVE),
            Tuple.of(3, Kind.PROGRESS),
            Tuple.of(8, Kind.SETTLE),
            Tuple.of(6, Kind.RECORD),
            Tuple.of(3, Kind.RELEASE),
            Tuple.of(3, Kind.ROUND),
            Tuple.of(1, Kind.CRASH),
            Tuple.of(1, Kind.MIDNIGHT),
            Tuple.of(1, Kind.LIMIT),
            Tuple.of(1, Kind.FLUSH));
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 99);
    return Combinators.combine(kind, number, number)
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(70);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void shouldAlwaysCountWhatAModelCounts_whateverHappens(@ForAll("steps") List<Step> steps) {
    World world = new World();
    steps.forEach(world::take);
    world.end();
  }

  private static final int NOBODY = -1;

  /** What the model knows of a generation. */
  private static final class Generation {
    final String id;
    final String account;
    final Reservation reservation;
    final long day;
    int instance;
    Amounts counted;
    Progress progress = Progress.NONE;
    Progress told = Progress.NONE;
    boolean open = true;
    boolean settled;

    Generation(String id, String account, int instance, Reservation reservation) {
      this.id = id;
      this.account = account;
      this.instance = instance;
      this.reservation = reservation;
      this.day = reservation.place().day();
      this.counted = reservation.amounts();
    }
  }

  private static final class World {
    private final RedisFixture fixture = RedisFixture.get();
    private final String tenant = RedisFixture.newId();
    private final MemoryUsageRecords records = new MemoryUsageRecords();
    private final Map<String, Generation> generations = new HashMap<>();
    private final QuotaConfig config =
        Configs.of(
            QuotaConfig.class,
            "sluice.quota.ledger-timeout",
            "20s",
            // Nothing is to expire or to gather by itself here.
            "sluice.quota.lease",
            "10m");
    private final QuotaInstance[] instances = {instance(), instance()};
    private long day = 20_000;
    private long most = 10;
    private int drawn;

    private QuotaInstance instance() {
      return new QuotaInstance(
          new Ungathering(MemoryLedger.inRedis(fixture.redis(), config, this::dates), tenant),
          records,
          name -> Optional.of(plan(name)),
          config);
    }

    private Dates dates() {
      long now = System.currentTimeMillis();
      long[] starts = {now - 3_600_000, now + 3_600_000, now + 90_000_000};
      return new Dates(day - 1, starts);
    }

    private Plan plan(String name) {
      return switch (name) {
        case "account" ->
            new Plan(
                name,
                List.of(
                    new Limit(Measure.REQUESTS, Period.DAY, most),
                    new Limit(Measure.TOKENS, Period.TOTAL, most * 100)),
                OptionalInt.of(4));
        case "tenant" ->
            new Plan(
                name,
                List.of(new Limit(Measure.MONEY, Period.DAY, most * 90_000)),
                OptionalInt.empty());
        default -> Plan.UNLIMITED;
      };
    }

    private Caller caller(String account) {
      Rights rights =
          new Rights(
              Optional.of("account"),
              Optional.empty(),
              Optional.of("tenant"),
              Set.of(),
              Standing.UNKNOWN);
      return new Caller(tenant, account, "key", Caller.Role.CALLER, rights);
    }

    void take(Step step) {
      switch (step.kind()) {
        case RESERVE -> reserve(step);
        case PROGRESS -> some(step, it -> it.open).ifPresent(it -> progress(it, step));
        case SETTLE -> some(step, it -> true).ifPresent(it -> settle(it, step));
        case RECORD -> some(step, it -> it.settled).ifPresent(this::record);
        case RELEASE -> some(step, it -> true).ifPresent(this::release);
        case ROUND -> round(step.a() % 2);
        case CRASH -> crash(step.a() % 2);
        case MIDNIGHT -> day++;
        case LIMIT -> most = 1 + step.a() % 20;
        case FLUSH -> flush(step);
      }
      check();
    }

    private Optional<Generation> some(Step step, Predicate<Generation> which) {
      List<Generation> all =
          generations.values().stream()
              .filter(it -> it.instance != NOBODY)
              .filter(which)
              .sorted(Comparator.comparing(it -> it.id))
              .toList();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(step.a() % all.size()));
    }

    private static <T> T now(Uni<T> uni) {
      return uni.await().atMost(SOON);
    }

    private void reserve(Step step) {
      String account = ACCOUNTS.get(step.a() % 2);
      int instance = step.b() % 2;
      String id = tenant + "_" + drawn++;
      Demand demand = new Demand(id, caller(account), "alias", step.a(), step.b(), List.of(BY));
      boolean fits = fits(account, step.a() + step.b());
      try {
        Reservation reservation = now(instances[instance].quotas().reserve(demand, it -> {}));
        Generation generation = new Generation(id, account, instance, reservation);
        reservation.follow(() -> generation.progress);
        assertThat(fits).isTrue();
        assertThat(generation.day).isEqualTo(day);
        generations.put(id, generation);
      } catch (Refusal.Exhausted refused) {
        assertThat(fits).isFalse();
      }
    }

    private boolean fits(String account, long tokens) {
      return sum(account, true, Amounts::requests) + 1 <= most
          && sum(account, false, it -> it.input() + it.output()) + tokens <= most * 100
          && sum(null, true, Amounts::money) + tokens * 1000 <= most * 90_000
          && open(account) + 1 <= 4;
    }

    private long open(String account) {
      return generations.values().stream()
          .filter(it -> it.open && it.account.equals(account))
          .count();
    }

    private long sum(String account, boolean today, ToLongFunction<Amounts> what) {
      return generations.values().stream()
          .filter(it -> account == null || it.account.equals(account))
          .filter(it -> !today || it.day == day)
          .mapToLong(it -> what.applyAsLong(it.counted))
          .sum();
    }

    private static void progress(Generation generation, Step step) {
      generation.progress = new Progress(Optional.of(BY), step.a(), step.b());
    }

    private void settle(Generation it, Step step) {
      Usage usage = new Usage.Exact(step.a(), step.b() * 2, 0, 0);
      now(quotas(it).settle(it.reservation, new Consumption(BY, usage, "Completed")));
      if (it.open) {
        settled(it, amounts(step.a(), step.b() * 2L));
      }
    }

    private static void settled(Generation it, Amounts amounts) {
      it.open = false;
      it.counted = amounts;
      it.settled = true;
    }

    private static Amounts amounts(long input, long output) {
      return new Amounts(1, input, output, (input + output) * 1000);
    }

    private Quotas quotas(Generation it) {
      return instances[it.instance].quotas();
    }

    private void record(Generation it) {
      now(quotas(it).record(it.reservation));
    }

    private void release(Generation it) {
      now(quotas(it).release(it.reservation));
      if (it.open) {
        generations.remove(it.id);
      }
    }

    private void round(int instance) {
      now(instances[instance].round());
      generations.values().stream()
          .filter(it -> it.instance == instance && it.open)
          .forEach(it -> it.told = it.progress);
    }

    /** Its leases end at once, the other instance takes over, and a new one starts in its place. */
    private void crash(int instance) {
      List<Generation> left =
          generations.values().stream().filter(it -> it.instance == instance).toList();
      left.forEach(it -> fixture.send(Command.ZADD, key("leases"), "XX", 0, it.id));
      instances[instance] = instance();
      round(1 - instance);
      for (Generation it : left) {
        it.instance = NOBODY;
        if (it.open && it.told.by().isEmpty()) {
          generations.remove(it.id);
        } else if (it.open) {
          settled(it, amounts(it.told.inputTokens(), it.told.outputTokens()));
        }
      }
    }

    /** Redis forgets the tenant, and some things happen before everybody noticed. */
    private void flush(Step step) {
      Optional<Generation> unsure =
          step.b() % 4 == 1 ? some(step, it -> it.settled) : Optional.empty();
      unsure.ifPresent(this::recordWithoutHearing);
      fixture.send(Command.DEL, key("state"), key("leases"));
      if (step.a() % 2 == 0) {
        some(step, it -> it.open).ifPresent(it -> settle(it, step));
      }
      if (step.b() % 2 == 0) {
        some(step, it -> it.settled).ifPresent(this::record);
      }
      round(step.a() % 2);
      if (step.b() % 3 == 0) {
        some(step, it -> it.settled).ifPresent(this::record);
      }
      rounds(step);
      unsure.ifPresent(this::record);
      rounds(step);
    }

    private void rounds(Step step) {
      for (int i = 1; i < 4; i++) {
        round((step.a() + i) % 2);
      }
    }

    /** The row is written, but whoever wrote it does not know. */
    private void recordWithoutHearing(Generation it) {
      records.losesAnswers = true;
      try {
        record(it);
      } catch (IllegalStateException lost) {
        assertThat(lost).hasMessage("the answer was lost");
      } finally {
        records.losesAnswers = false;
      }
    }

    private String key(String what) {
      return "slc:quota:{" + tenant + "}:" + what;
    }

    private void check() {
      for (String account : ACCOUNTS) {
        List<AliasAllowance> all = now(instances[0].standings().of(caller(account)));
        List<Long> used =
            all.get(0).allowance().standings().stream()
                .map(dev.sluice.quota.Standing::used)
                .toList();
        assertThat(used)
            .containsExactly(
                sum(account, true, Amounts::requests),
                sum(account, false, it -> it.input() + it.output()),
                open(account),
                sum(null, true, Amounts::money));
      }
    }

    /** Everything ends, and what is counted is what is on record. */
    void end() {
      Step last = new Step(Kind.SETTLE, 7, 7);
      List<Generation> ours =
          generations.values().stream().filter(it -> it.instance != NOBODY).toList();
      ours.forEach(it -> settle(it, last));
      ours.forEach(this::record);
      for (int i = 0; i < 4; i++) {
        round(i % 2);
      }
      check();
      assertThat(instances[0].held() + instances[1].held()).isZero();
      assertThat(records.all()).hasSameSizeAs(generations.values());
      for (UsageRecord row : records.all()) {
        Generation it = generations.get(row.id());
        assertThat(row.amounts()).isEqualTo(it.counted);
        assertThat(row.day()).isEqualTo(it.day);
        assertThat(row.overdraft()).isEqualTo(it.counted.above(it.reservation.amounts()));
      }
    }
  }
}
