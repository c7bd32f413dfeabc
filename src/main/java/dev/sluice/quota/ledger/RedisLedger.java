package dev.sluice.quota.ledger;

import dev.sluice.model.redis.LuaScript;
import dev.sluice.model.redis.TimedRedis;
import dev.sluice.quota.Bound;
import dev.sluice.quota.QuotaConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The ledger in Redis, by its clock; one node or a cluster. A tenant's steps are scripts. */
@Singleton
final class RedisLedger implements Ledger {
  /** For what is done in the background, and for callers who only look. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LedgerScripts scripts = new LedgerScripts();
  private final TimedRedis quick;
  private final TimedRedis patient;
  private final Supplier<Dates> dates;
  private final Duration lease;
  private final int warnAt;

  @Inject
  RedisLedger(Redis redis, QuotaConfig config, Clock clock) {
    this(redis, config, () -> Dates.around(clock, config.zone()));
  }

  RedisLedger(Redis redis, QuotaConfig config, Supplier<Dates> dates) {
    this.quick = new TimedRedis(redis, config.ledgerTimeout());
    this.patient = new TimedRedis(redis, PATIENCE);
    this.dates = dates;
    this.lease = config.lease();
    this.warnAt = config.warnAt();
  }

  @Override
  public Uni<Answer> reserve(Entry entry, List<Bound> bounds) {
    return ask(
        quick,
        entry.levels(),
        () -> ReserveCall.reserve(entry, bounds, dates.get(), lease, warnAt));
  }

  @Override
  public Uni<Answer> look(Levels levels, List<Bound> bounds) {
    return ask(patient, levels, () -> ReserveCall.look(levels, bounds, dates.get()));
  }

  private Uni<Answer> ask(TimedRedis redis, Levels levels, Supplier<ReserveCall> asking) {
    return uni(
        () -> {
          ReserveCall call = asking.get();
          return scripts
              .reserve
              .run(redis, LedgerKeys.of(levels.tenant()), call.arguments())
              .map(call::answer);
        });
  }

  @Override
  public Uni<List<Long>> settle(String tenant, List<Entry> entries) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(lease.toMillis());
    entries.forEach(entry -> add(arguments, entry, entry.state().code));
    return run(entries, scripts.settle, tenant, arguments).map(RedisLedger::longs);
  }

  @Override
  public Uni<Boolean> release(String tenant, List<Entry> entries) {
    List<Object> arguments = new ArrayList<>();
    entries.forEach(entry -> add(arguments, entry, entry.state().code));
    return run(entries, scripts.release, tenant, arguments).map(reply -> reply.size() > 0);
  }

  @Override
  public Uni<Boolean> finish(String tenant, List<Recorded> recorded) {
    List<Object> arguments = new ArrayList<>();
    recorded.forEach(it -> add(arguments, it.entry(), it.epoch()));
    return run(recorded, scripts.finish, tenant, arguments).map(reply -> reply.size() > 0);
  }

  /** One generation alone is one that somebody waits for. */
  private Uni<Response> run(
      List<?> batch, LuaScript script, String tenant, List<Object> arguments) {
    TimedRedis redis = batch.size() == 1 ? quick : patient;
    return uni(() -> script.run(redis, LedgerKeys.of(tenant), arguments));
  }

  /** The same fifteen for every step. */
  private static void add(List<Object> arguments, Entry entry, long wanted) {
    Place place = entry.place();
    Amounts amounts = entry.amounts();
    arguments.addAll(
        List.of(
            entry.id(),
            place.epoch(),
            wanted,
            place.day(),
            place.second(),
            place.mask(),
            amounts.requests(),
            amounts.input(),
            amounts.output(),
            amounts.money(),
            entry.note()));
    arguments.addAll(entry.levels().names());
  }

  @Override
  public Uni<List<Entry>> claim(String tenant) {
    List<Object> arguments = List.of(lease.toMillis(), CLAIMED_AT_ONCE);
    return uni(() -> scripts.claim.run(patient, LedgerKeys.of(tenant), arguments))
        .map(reply -> ClaimedEntries.read(tenant, reply));
  }

  @Override
  public Uni<Void> install(String tenant, Base base, Duration gather) {
    return uni(() -> new Installation(patient, tenant, base).fill())
        .chain(
            rebuilt -> {
              List<String> keys = new ArrayList<>(LedgerKeys.of(tenant));
              keys.add(rebuilt);
              List<Object> arguments = List.of(base.epoch(), gather.toMillis());
              return uni(() -> scripts.install.run(patient, keys, arguments));
            })
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> announce(String tenant) {
    return uni(() -> quick.send(Command.SADD, LedgerKeys.TENANTS, tenant)).replaceWithVoid();
  }

  @Override
  public Uni<Set<String>> tenants() {
    return uni(() -> patient.send(Command.SMEMBERS, LedgerKeys.TENANTS))
        .map(
            members -> {
              Set<String> tenants = new HashSet<>();
              members.forEach(member -> tenants.add(member.toString()));
              return tenants;
            });
  }

  private static List<Long> longs(Response reply) {
    List<Long> numbers = new ArrayList<>(reply.size());
    reply.forEach(one -> numbers.add(one.toLong()));
    return numbers;
  }

  private static <T> Uni<T> uni(Supplier<Future<T>> step) {
    return Uni.createFrom().completionStage(() -> step.get().toCompletionStage());
  }
}
