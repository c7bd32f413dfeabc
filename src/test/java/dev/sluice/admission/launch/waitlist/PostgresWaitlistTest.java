package dev.sluice.admission.launch.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.launch.LaunchConfig;
import dev.sluice.admission.launch.invite.Invite;
import dev.sluice.admission.launch.waitlist.WaitlistDesk.Chosen;
import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.Sealed;
import dev.sluice.testing.Configs;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresWaitlistTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Invite.Terms TERMS =
      new Invite.Terms(Optional.empty(), 1, Optional.empty(), Optional.empty());

  @Inject WaitlistDesk desk;
  @Inject Pool pool;
  @Inject Clock clock;
  @Inject FieldVault vault;

  private final String tenant = "t-" + UUID.randomUUID();
  private final Caller admin = new Caller(tenant, "boss", "key_1", Caller.Role.ADMIN);

  @Test
  void shouldTakeOneOfTwenty_whenOneContactAppliesAtOnce() {
    // given
    Waitlist waitlist = waitlist("most-waiting", "100");
    List<Uni<Boolean>> all =
        IntStream.range(0, 20).mapToObj(i -> taken(waitlist, "ann@example.com")).toList();
    // when
    List<Boolean> taken = Uni.join().all(all).andFailFast().await().atMost(SOON);
    // then
    assertThat(taken).filteredOn(yes -> yes).hasSize(1);
  }

  @Test
  void shouldGiveNobodyTwoInvites_whenTwoApproveAtOnce() {
    // given
    Waitlist waitlist = waitlist("most-waiting", "100");
    for (int i = 0; i < 6; i++) {
      apply(waitlist, "a" + i + "@example.com");
    }
    Chosen next = new Chosen.Next(3, Map.of());
    // when
    List<List<Long>> both =
        Uni.join()
            .all(desk.invite(admin, next, TERMS), desk.invite(admin, next, TERMS))
            .andFailFast()
            .await()
            .atMost(SOON);
    // then
    assertThat(both.get(0)).doesNotContainAnyElementsOf(both.get(1));
    assertThat(both.get(0).size() + both.get(1).size()).isEqualTo(6);
    assertThat(row("select count(*) as n from invite where tenant = $1").getLong("n")).isEqualTo(6);
  }

  @Test
  void shouldOpenTheContact_forItsApplicationOnly() {
    // given
    apply(waitlist("most-waiting", "100"), "13800138000");
    Row row = row("select ticket, contact from applicant where tenant = $1");
    Contact contact = Contact.read("13800138000").orElseThrow();
    // when
    String opened =
        vault.open(
            contact.purpose(),
            "waitlist/" + row.getString("ticket"),
            new Sealed(row.getString("contact")));
    // then
    assertThat(opened).isEqualTo("+8613800138000");
  }

  @Test
  void shouldTakeNobodyMore_whenTheListIsFull() {
    // given
    Waitlist waitlist = waitlist("most-waiting", "1");
    apply(waitlist, "a@example.com");
    // when / then
    assertThatThrownBy(() -> apply(waitlist, "b@example.com"))
        .isInstanceOfSatisfying(
            Refusal.Unavailable.class, no -> assertThat(no.code()).isEqualTo("waitlist_full"));
    assertThatThrownBy(() -> apply(waitlist, "A@example.com")).isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  void shouldTakeNobody_whenTheListIsClosed() {
    assertThatThrownBy(() -> apply(waitlist("open", "false"), "a@example.com"))
        .isInstanceOf(Refusal.Conflict.class);
  }

  private Waitlist waitlist(String key, String value) {
    LaunchConfig config =
        Configs.of(
            LaunchConfig.class,
            "sluice.admission.waitlist.tenant",
            tenant,
            "sluice.admission.waitlist." + key,
            value);
    return new PostgresWaitlist(pool, clock, vault, config);
  }

  private static Ticket apply(Waitlist waitlist, String contact) {
    return waitlist.apply(application(contact)).await().atMost(SOON);
  }

  private static Uni<Boolean> taken(Waitlist waitlist, String contact) {
    return waitlist
        .apply(application(contact))
        .map(ticket -> true)
        .onFailure(Refusal.Conflict.class)
        .recoverWithItem(false);
  }

  private static Application application(String contact) {
    return new Application(Contact.read(contact).orElseThrow(), Map.of(), "en");
  }

  private Row row(String query) {
    return pool.preparedQuery(query)
        .execute(Tuple.of(tenant))
        .await()
        .atMost(SOON)
        .iterator()
        .next();
  }
}
