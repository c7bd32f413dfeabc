package dev.sluice.admission.queue;

import dev.sluice.admission.queue.Register.Entered;
import dev.sluice.admission.queue.Register.Exchange;
import dev.sluice.admission.queue.Register.How;
import dev.sluice.admission.queue.Register.News;
import dev.sluice.admission.queue.Register.Reply;
import dev.sluice.model.redis.TimedRedis;
import dev.sluice.testing.AnyRedis;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisFixture;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One instance's side of the register, step by step. */
final class Instance {
  private static final AtomicLong NEXT = new AtomicLong();

  private final String alias;
  private final int capacity;
  private final RedisRegister register;
  private final RedisRegister dying;
  private long number;

  Instance(String alias, int capacity, String... config) {
    this(RedisFixture.get(), alias, capacity, config);
  }

  Instance(AnyRedis redis, String alias, int capacity, String... config) {
    String name = "gw-" + NEXT.incrementAndGet();
    this.alias = alias;
    this.capacity = capacity;
    this.register = register(redis.timed(), name, Configs.of(QueueConfig.class, config));
    this.dying =
        register(redis.timed(), name, Configs.of(QueueConfig.class, "sluice.queue.lease", "0s"));
    begin(List.of(), List.of());
  }

  static String newAlias() {
    return "alias-" + NEXT.incrementAndGet();
  }

  private RedisRegister register(TimedRedis redis, String name, QueueConfig config) {
    return new RedisRegister(redis, config, name, alias);
  }

  static SlotRequest request(String alias, int capacity, String id, String owner, String plan) {
    return new SlotRequest(alias, capacity, id, owner, plan);
  }

  SlotRequest request(String id, String owner, String plan) {
    return request(alias, capacity, id, owner, plan);
  }

  Entered enter(String id) {
    return enter(id, "owner-of-" + id, "free");
  }

  Entered enter(String id, String owner, String plan) {
    return enterAll(List.of(request(id, owner, plan))).entered().get(0);
  }

  News enterAll(List<SlotRequest> entering) {
    return (News) send(How.ON, false, List.of(), List.of(), entering);
  }

  News leave(String... ids) {
    return (News) send(How.ON, false, List.of(ids), List.of(), List.of());
  }

  News begin(List<String> held, List<SlotRequest> waiting) {
    return (News) send(How.ANEW, false, List.of(), held, waiting);
  }

  News look() {
    return (News) send(How.ON, true, List.of(), List.of(), List.of());
  }

  Reply poll() {
    return send(How.ON, false, List.of(), List.of(), List.of());
  }

  /** Gives its last sign of life. */
  void die() {
    await(dying, new Exchange(++number, How.ON, false, capacity, List.of(), List.of(), List.of()));
  }

  Reply send(
      How how, boolean look, List<String> leaving, List<String> held, List<SlotRequest> entering) {
    return await(register, new Exchange(++number, how, look, capacity, leaving, held, entering));
  }

  /** Sends what an earlier exchange would have been. */
  Reply sendLate(SlotRequest entering) {
    return await(
        register,
        new Exchange(number - 1, How.ON, false, capacity, List.of(), List.of(), List.of(entering)));
  }

  private static Reply await(Register register, Exchange exchange) {
    return register.exchange(exchange).toCompletionStage().toCompletableFuture().join();
  }
}
