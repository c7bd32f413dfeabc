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
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresLaunchHealthTest {
  private static final Duration SOON = Duration.ofSeconds(10);

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
