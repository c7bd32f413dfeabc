package dev.sluice.admission.launch.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresLaunchHealthTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** As the quota room keeps it, where there is one. */
  private static final String USAGE =
      """
      create table if not exists usage_record (
        generation text primary key, tenant text not null, account text, credential text,
        alias text, provider text, upstream_model text, day date, began_at timestamptz,
        input_tokens bigint, output_tokens bigint, exact boolean, money_micros bigint not null,
        price_version integer, overdraft_input bigint, overdraft_output bigint,
        overdraft_micros bigint, outcome text, settled_at timestamptz not null, epoch bigint)
      """;

  @Inject LaunchHealth health;
  @Inject Pool pool;

  private final String tenant = "t-" + UUID.randomUUID();

  @Test
  void shouldCountWhatIsOurFault_withinTheWindow() {
    // given
    ended("Completed", null, 0);
    ended("Cut", "ABUSE_HATE", 0);
    ended("Refused", "Unavailable", 0);
    ended("ProviderFailed", "STALLED", 0);
    ended("InstanceLost", null, 0);
    // and what says nothing
    ended("Refused", "InputBlocked", 0);
    ended("ProviderFailed", "BAD_REQUEST", 0);
    ended("Broken", "X", 61);
    // when
    Health found = health.of(tenant).await().atMost(SOON);
    // then
    assertThat(found).isEqualTo(new Health(5, 3, 0, 0));
    assertThat(found.errorRate()).isEqualTo(0.6);
  }

  @Test
  void shouldBeWell_whenNothingHappened() {
    assertThat(health.of(tenant).await().atMost(SOON).errorRate()).isZero();
  }

  @Test
  void shouldSumTheLastDaysCost_whereUsageIsRecorded() {
    boolean kept = kept();
    try {
      // given
      pool.query(USAGE).execute().await().atMost(SOON);
      cost("gen_1" + tenant, 700, 1);
      cost("gen_2" + tenant, 42, 23);
      cost("gen_3" + tenant, 5000, 25);
      // when
      Health found = health.of(tenant).await().atMost(SOON);
      // then
      assertThat(found.dailyCostMicros()).isEqualTo(742);
    } finally {
      pool.query(
              kept ? "delete from usage_record where alias = 'health'" : "drop table usage_record")
          .execute()
          .await()
          .atMost(SOON);
    }
  }

  private boolean kept() {
    return pool.query("select to_regclass('usage_record') is not null")
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getBoolean(0);
  }

  private void cost(String generation, long micros, int hoursAgo) {
    OffsetDateTime settled = OffsetDateTime.now(ZoneOffset.UTC).minusHours(hoursAgo);
    pool.preparedQuery(
            """
            insert into usage_record
            values ($1, $2, 'a', 'k', 'health', 'p', 'm', $4, $5, 1, 1, true, $3, 1, 0, 0, 0, 'Completed',
              $5, 0)
            """)
        .execute(Tuple.of(generation, tenant, micros, settled.toLocalDate()).addValue(settled))
        .await()
        .atMost(SOON);
  }

  private void ended(String outcome, String failure, int minutesAgo) {
    Tuple row = Tuple.of("gen_" + UUID.randomUUID(), tenant, outcome, failure);
    row.addValue(OffsetDateTime.now().minusMinutes(minutesAgo));
    pool.preparedQuery(
            """
            insert into trace (id, instance, tenant, account, credential, alias, kind, parameters,
              input_chars, started_at, outcome, failure)
            values ($1, 'i', $2, 'a', 'k', 'm', 'chat', '{}', 1, $5, $3, $4)
            """)
        .execute(row)
        .await()
        .atMost(SOON);
  }
}
