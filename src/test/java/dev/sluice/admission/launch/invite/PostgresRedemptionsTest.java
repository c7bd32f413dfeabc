package dev.sluice.admission.launch.invite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.launch.batch.Launches;
import dev.sluice.admission.launch.invite.Redemptions.Redeemed;
import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many accounts at once, on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresRedemptionsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Invites invites;
  @Inject Redemptions redemptions;
  @Inject Launches launches;
  @Inject Pool pool;

  private final String tenant = "t-" + UUID.randomUUID();
  private final Caller admin = new Caller(tenant, "boss", "key_1", Caller.Role.ADMIN);

  @Test
  void shouldLetInExactlyTheCap_whenFiftyRedeemAtOnce() {
    // given
    InviteCode code = code(Optional.empty(), 10);
    // when
    List<Boolean> in = atOnce(50, i -> redeem("account-" + i, code));
    // then
    assertThat(in).filteredOn(let -> let).hasSize(10);
    assertThat(one("select used from invite where tenant = $1")).isEqualTo(10);
    assertThat(one("select count(*)::int from redemption where tenant = $1")).isEqualTo(10);
    assertThat(
            one("select count(*)::int from account where tenant = $1 and invitation = 'REDEEMED'"))
        .isEqualTo(10);
  }

  @Test
  void shouldKeepTheBatchsCap_whenManyCodesAreRedeemedAtOnce() {
    // given
    launches.plan(admin, "first", 7).await().atMost(SOON);
    launches.open(admin, 1, Optional.empty()).await().atMost(SOON);
    InviteCode one = code(Optional.of(1), 100);
    InviteCode other = code(Optional.of(1), 100);
    // when
    List<Boolean> in = atOnce(40, i -> redeem("account-" + i, i % 2 == 0 ? one : other));
    // then
    assertThat(in).filteredOn(let -> let).hasSize(7);
    assertThat(one("select admitted from launch_batch where tenant = $1")).isEqualTo(7);
    assertThat(one("select sum(used)::int from invite where tenant = $1")).isEqualTo(7);
  }

  @Test
  void shouldCountOnce_whenOneAccountRedeemsManyTimesAtOnce() {
    // given
    InviteCode code = code(Optional.empty(), 100);
    // when
    List<Boolean> in = atOnce(20, i -> redeem("same", code));
    // then
    assertThat(in).containsOnly(true);
    assertThat(one("select used from invite where tenant = $1")).isEqualTo(1);
  }

  private InviteCode code(Optional<Integer> batch, int uses) {
    Invite.Terms terms = new Invite.Terms(batch, uses, Optional.empty(), Optional.empty());
    return invites.issue(admin, terms, 1).await().atMost(SOON).get(0).code();
  }

  private Uni<Boolean> redeem(String account, InviteCode code) {
    Caller caller = new Caller(tenant, account, "key_2", Caller.Role.CALLER);
    Uni<Redeemed> redeemed = redemptions.redeem(caller, code);
    return redeemed.map(done -> true).onFailure(Refusal.Conflict.class).recoverWithItem(false);
  }

  private static <T> List<T> atOnce(int times, IntFunction<Uni<T>> work) {
    List<Uni<T>> all = IntStream.range(0, times).mapToObj(work).toList();
    return Uni.join().all(all).andFailFast().await().atMost(SOON);
  }

  private int one(String query) {
    return pool.preparedQuery(query)
        .execute(Tuple.of(tenant))
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getInteger(0);
  }
}
