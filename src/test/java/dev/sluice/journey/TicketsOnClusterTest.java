package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.model.Refusal;
import dev.sluice.testing.Configs;
import dev.sluice.testing.RedisClusterFixture;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.Command;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On a Redis Cluster of three masters. */
class TicketsOnClusterTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final RedisClusterFixture cluster = RedisClusterFixture.get();

  private Tickets instance() {
    Redis redis = new Redis(cluster.redis());
    return new Tickets(
        Clock.systemUTC(),
        Configs.of(GenerationsConfig.class),
        new ReactiveRedisDataSourceImpl(new Vertx(cluster.vertx()), redis, RedisAPI.api(redis)));
  }

  @Test
  void shouldShareTheKey_untilTheClusterLosesIt() {
    // given
    String ticket = instance().issue("gen_1").await().atMost(SOON);
    instance().check("gen_1", ticket).await().atMost(SOON);
    // when
    cluster.send(Command.DEL, "slc:ticket-key");
    // then
    assertThatThrownBy(() -> instance().check("gen_1", ticket).await().atMost(SOON))
        .isInstanceOf(Refusal.Unauthenticated.class);
  }
}
