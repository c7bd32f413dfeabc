package dev.sluice.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.model.Refusal;
import dev.sluice.testing.EnginesResource;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class TicketsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Inject ReactiveRedisDataSource redis;
  @Inject GenerationsConfig config;

  private Tickets at(Instant time) {
    return new Tickets(Clock.fixed(time, ZoneOffset.UTC), config, redis);
  }

  private String issue() {
    return at(NOW).issue("gen_1").await().atMost(SOON);
  }

  private static boolean opens(Tickets tickets, String id, String ticket) {
    Throwable refusal =
        tickets
            .check(id, ticket)
            .onItemOrFailure()
            .transform((good, failure) -> failure)
            .await()
            .atMost(SOON);
    assertThat(refusal == null || refusal instanceof Refusal.Unauthenticated).isTrue();
    return refusal == null;
  }

  @Test
  void shouldOpenItsGenerationOnly_onEveryInstance() {
    // given
    String ticket = issue();
    // when / then
    assertThat(opens(at(NOW), "gen_1", ticket)).isTrue();
    assertThat(opens(at(NOW), "gen_2", ticket)).isFalse();
    assertThat(ticket).matches("[0-9A-Za-z._-]+");
  }

  @Test
  void shouldExpire_whenTheReplayTtlIsOver() {
    // given
    String ticket = issue();
    Instant end = NOW.plus(config.replayTtl());
    // when / then
    assertThat(opens(at(end.minusSeconds(1)), "gen_1", ticket)).isTrue();
    assertThat(opens(at(end), "gen_1", ticket)).isFalse();
  }

  @Test
  void shouldNotOpen_whenAnyCharacterIsChangedRemovedOrAdded() {
    // given
    String ticket = issue();
    // when / then
    for (int i = 0; i < ticket.length(); i++) {
      for (char other : new char[] {'0', '9', 'A', '.', 'é'}) {
        String head = ticket.substring(0, i);
        assertThat(opens(at(NOW), "gen_1", head + other + ticket.substring(i))).isFalse();
        if (ticket.charAt(i) != other) {
          assertThat(opens(at(NOW), "gen_1", head + other + ticket.substring(i + 1))).isFalse();
        }
      }
      assertThat(opens(at(NOW), "gen_1", ticket.substring(0, i) + ticket.substring(i + 1)))
          .isFalse();
    }
    assertThat(opens(at(NOW), "gen_1", ticket + "=")).isFalse();
    assertThat(opens(at(NOW), "gen_1", "")).isFalse();
  }

  @Test
  void shouldAgreeOnANewKey_whenRedisLostIt() {
    // given
    Tickets first = at(NOW);
    Tickets second = at(NOW);
    String old = first.issue("gen_1").await().atMost(SOON);
    redis.key().del("slc:ticket-key").await().atMost(SOON);
    // when
    String ticket = first.issue("gen_1").await().atMost(SOON);
    // then
    assertThat(opens(second, "gen_1", ticket)).isTrue();
    assertThat(opens(first, "gen_1", old)).isFalse();
  }
}
