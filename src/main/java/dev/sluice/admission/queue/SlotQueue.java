package dev.sluice.admission.queue;

import dev.sluice.model.redis.TimedRedis;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Where callers wait for a slot of a model alias, in one queue with those of all other instances. A
 * place, and then the slot, is had until {@link #leave}, or until this instance gives no sign of
 * life for {@code sluice.queue.lease}.
 */
@Startup // so that wrong configuration stops the start
@ApplicationScoped
public class SlotQueue {
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final Function<String, Line> opening;

  @Inject
  SlotQueue(QueueConfig config, Redis redis, QueueMetrics metrics, Vertx vertx) {
    this(config, redis, metrics, vertx, UUID.randomUUID().toString());
  }

  SlotQueue(QueueConfig config, Redis redis, QueueMetrics metrics, Vertx vertx, String instance) {
    QueueRules.check(config);
    TimedRedis timed = new TimedRedis(redis, config.redisTimeout());
    this.opening =
        alias ->
            new Line(
                alias,
                new RedisRegister(timed, config, instance, alias),
                config,
                System::nanoTime,
                metrics.of(alias, System::nanoTime),
                vertx);
  }

  /**
   * Takes a free slot where nobody waits for one, else a place. Fails with {@code
   * too_many_concurrent} where the caller has as many places as it may have, and with {@code
   * queue_full} where the queue is as long as it may be; never since Redis is away.
   */
  public Uni<Place> enter(SlotRequest request) {
    return line(request.alias()).enter(request);
  }

  /** Frees the place or the slot of that id. Once is enough, twice does no harm. */
  public void leave(String alias, String id) {
    line(alias).leave(id);
  }

  private Line line(String alias) {
    return lines.computeIfAbsent(alias, opening);
  }
}
