package dev.sluice.journey.replay;

import dev.sluice.model.redis.TimedRedis;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The replay logs in Redis Streams; puts the parts of this room together. */
@Singleton
final class RedisReplayLog implements ReplayLog {
  private final Vertx vertx;
  private final GenerationsConfig config;
  private final Doorbell doorbell = new Doorbell();
  private final LogStore store;
  private final LogWriting writing;
  private final InstanceLease lease;
  private final ReaderPresence presence;
  private final CancelRequests cancels;
  private volatile long idleTimer = -1;

  @Inject
  RedisReplayLog(GenerationsConfig config, Vertx vertx, Redis redis) {
    this(config, vertx, redis, "gw_" + UUID.randomUUID());
    GenerationsRules.check(config);
  }

  RedisReplayLog(GenerationsConfig config, Vertx vertx, Redis redis, String instanceId) {
    this.config = config;
    this.vertx = vertx;
    TimedRedis timed = new TimedRedis(redis, config.redisTimeout());
    EntryCodec codec = new EntryCodec();
    store = new LogStore(timed, codec, config.replayMaxEvents());
    writing = new LogWriting(vertx, Ticker.SYSTEM, store, codec, doorbell, config);
    lease = new InstanceLease(timed, vertx, instanceId, config.lease());
    presence =
        new ReaderPresence(
            timed, vertx, instanceId, config.abandonAfter().compareTo(Duration.ZERO) > 0);
    cancels = new CancelRequests(timed, vertx, instanceId, writing);
  }

  void onStart(@Observes StartupEvent event) {
    start();
  }

  /** Waits for Redis's answer, at most as long as for any: the client is closed right after. */
  void onStop(@Observes ShutdownEvent event) {
    stop().toCompletionStage().toCompletableFuture().exceptionally(unheard -> null).join();
  }

  void start() {
    lease.start();
    presence.start();
    cancels.start();
    long pace = Math.min(lease.interval().toMillis(), config.replayTtl().toMillis() / 3);
    idleTimer = vertx.setPeriodic(pace, ignored -> writing.refreshIdle());
  }

  Future<Void> stop() {
    halt();
    return lease.stop();
  }

  /** Stops as a crash does: nobody is told. */
  void halt() {
    lease.expire();
    presence.stop();
    cancels.stop();
    vertx.cancelTimer(idleTimer);
  }

  @Override
  public String instanceId() {
    return lease.instanceId();
  }

  @Override
  public Uni<Appender> begin(
      String generationId, String accountId, Entry.Opened opened, Duration timeToLive) {
    return ReplayUni.of(
        () -> writing.begin(generationId, accountId, instanceId(), opened, timeToLive));
  }

  @Override
  public Multi<LoggedEvent> read(String generationId, long afterNumber) {
    LogReading reading =
        new LogReading(
            generationId, vertx, Ticker.SYSTEM, store, lease, doorbell, presence, config);
    long after = Math.max(0, Math.min(afterNumber, Long.MAX_VALUE - 1));
    Flow.Publisher<LoggedEvent> events =
        subscriber -> new LogReader(subscriber, reading, vertx.getOrCreateContext(), after).start();
    return Multi.createFrom().publisher(events);
  }

  @Override
  public Uni<Optional<LogMeta>> meta(String generationId) {
    return ReplayUni.of(() -> store.meta(generationId));
  }

  @Override
  public Uni<Boolean> requestCancel(String generationId) {
    return ReplayUni.of(
        () ->
            store
                .meta(generationId)
                .compose(meta -> meta.isPresent() ? cancel(generationId, meta.get()) : no()));
  }

  private Future<Boolean> cancel(String generationId, LogMeta meta) {
    return meta.ended() ? no() : cancels.request(generationId, meta.instanceId()).map(true);
  }

  private static Future<Boolean> no() {
    return Future.succeededFuture(false);
  }

  @Override
  public void onCancelRequested(Consumer<String> cancel) {
    cancels.listen(cancel);
  }

  @Override
  public Uni<Boolean> hasReaders(String generationId) {
    return ReplayUni.of(() -> presence.hasReaders(generationId));
  }

  @Override
  public Uni<Boolean> isAlive(String instanceId) {
    return ReplayUni.of(() -> lease.isAlive(instanceId));
  }

  @Override
  public Uni<Void> endLost(String generationId) {
    return ReplayUni.of(
        () ->
            store
                .meta(generationId)
                .compose(
                    meta ->
                        meta.filter(open -> !open.ended())
                            .map(open -> endIfLost(generationId, open))
                            .orElseGet(Future::succeededFuture)));
  }

  private Future<Void> endIfLost(String generationId, LogMeta open) {
    return lease
        .isAlive(open.instanceId())
        .compose(
            alive ->
                alive
                    ? Future.succeededFuture()
                    : store.close(generationId, open.lastNumber(), WriterWatch.INSTANCE_LOST))
        .onSuccess(ended -> doorbell.ring(generationId));
  }
}
