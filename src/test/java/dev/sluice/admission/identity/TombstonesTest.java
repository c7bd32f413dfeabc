package dev.sluice.admission.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.own.OwnAccounts;
import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.ManualClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person may do about his accounts after he closed them. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class TombstonesTest {
  private static final Person PERSON = Person.ofReference("tombstone-1", Optional.empty());

  @Inject PostgresIdentities identities;
  @Inject Identities known;
  @Inject OwnAccounts accounts;
  @Inject IdentityConfig config;
  @Inject Vertx vertx;
  @Inject Clock clock;
  @Inject Pool pool;

  @BeforeEach
  @AfterEach
  void clear() {
    await(pool.query("delete from identity where tenant = 'tombs'").execute());
    await(pool.query("delete from account where tenant = 'tombs'").execute());
  }

  @Test
  void shouldCountClosedAccounts_untilTheirTombstonesAreGone() {
    // given
    ManualClock later = new ManualClock(clock.instant());
    Tombstones tombstones = new Tombstones(identities, config, later, vertx);
    for (String account : new String[] {"a", "b", "c"}) {
      await(known.claimed(caller(account), PERSON));
      await(accounts.close(caller(account)));
    }
    // when
    later.set(clock.instant().plus(config.tombstone()).minus(Duration.ofHours(1)));
    await(tombstones.purge());
    // then
    assertThatThrownBy(() -> await(known.claimed(caller("d"), PERSON)))
        .isInstanceOf(Refusal.Conflict.class);
    // when
    later.set(clock.instant().plus(config.tombstone()).plus(Duration.ofHours(1)));
    await(tombstones.purge());
    // then
    await(known.claimed(caller("d"), PERSON));
    assertThat(await(known.of(caller("d"))))
        .extracting(Identity::how)
        .containsExactly(How.OIDC_CLAIM);
  }

  @Test
  void shouldVerifyNobody_whenTheAccountIsClosed() {
    await(accounts.close(caller("e")));

    assertThatThrownBy(() -> await(known.claimed(caller("e"), PERSON)))
        .isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> await(accounts.close(caller("e"))))
        .isInstanceOf(Refusal.Conflict.class);
  }

  private static Caller caller(String account) {
    return new Caller("tombs", account, "key_tomb", Caller.Role.CALLER);
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(Duration.ofSeconds(30));
  }
}
