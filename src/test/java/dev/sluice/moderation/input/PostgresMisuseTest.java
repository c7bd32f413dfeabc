package dev.sluice.moderation.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import dev.sluice.model.SortableIds;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Suspensions.Appeal;
import dev.sluice.moderation.Suspensions.Suspension;
import dev.sluice.moderation.input.Misuse.Standing;
import dev.sluice.moderation.input.Misuse.Suspended;
import dev.sluice.testing.Configs;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.ManualClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresMisuseTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Half an hour to midnight in Shanghai. */
  private static final Instant EVENING = Instant.parse("2026-03-04T15:30:00Z");

  @Inject Pool pool;
  @Inject Vertx vertx;

  private final ManualClock clock = new ManualClock(EVENING);
  private final Caller caller = caller();

  @Test
  void shouldSuspend_whenThreeInARowAreBlocked() {
    // given
    block(misuse(), 2);
    assertThat(standing().inARow()).isEqualTo(2);
    assertThat(standing().suspended()).isEmpty();
    // when
    Optional<Suspended> suspended = block(misuse(), 1);
    // then
    assertThat(suspended).isPresent();
    assertThat(standing().suspended()).isEqualTo(suspended);
    Suspension row = suspension(suspended.get().id()).orElseThrow();
    assertThat(row.account()).isEqualTo(caller.account());
    assertThat(row.inARow()).isEqualTo(3);
    assertThat(row.category()).isEqualTo("ABUSE_HATE");
    assertThat(row.since()).isEqualTo(EVENING);
    assertThat(row.until()).isEmpty();
  }

  @Test
  void shouldNotSuspend_whenAllowedInputsComeBetween() {
    // given
    block(misuse(), 2);
    // when
    allow();
    block(misuse(), 2);
    // then
    assertThat(standing().suspended()).isEmpty();
    assertThat(standing().inARow()).isEqualTo(2);
  }

  @Test
  void shouldSuspend_whenFiveADayAreBlocked() {
    // when
    for (int i = 0; i < 4; i++) {
      assertThat(block(misuse(), 1)).isEmpty();
      allow();
    }
    // then
    assertThat(block(misuse(), 1)).isPresent();
  }

  @Test
  void shouldCountAnew_whenTheDayEndsInItsZone() {
    // given
    for (int i = 0; i < 4; i++) {
      block(misuse(), 1);
      allow();
    }
    // when
    clock.set(EVENING.plus(Duration.ofMinutes(31)));
    // then
    assertThat(block(misuse(), 1)).isEmpty();
  }

  @Test
  void shouldCountForTheNewDay_whenALateInstanceStillHasTheOldOne() {
    // given
    clock.set(EVENING.plus(Duration.ofMinutes(31)));
    block(misuse(), 1);
    allow();
    // when
    clock.set(EVENING);
    block(misuse(), 1);
    // then
    assertThat(count("select on_the_day from misuse where account = '%s'")).isEqualTo(2);
  }

  @Test
  void shouldKnowTheSuspension_onAnotherInstanceAndAfterARestart() {
    // given
    block(misuse(), 3);
    // when / then
    assertThat(standing(misuse(), caller).suspended()).isPresent();
  }

  @Test
  void shouldKeepAccountsApart() {
    // when
    block(misuse(), 3);
    // then
    assertThat(standing(misuse(), caller()).suspended()).isEmpty();
    Caller sameName =
        new Caller("other", caller.account(), caller.credential(), Caller.Role.CALLER);
    assertThat(standing(misuse(), sameName).suspended()).isEmpty();
  }

  @Test
  void shouldEndByItself_whenATimeIsSet() {
    // given
    Misuse limited = misuse("sluice.moderation.misuse.suspension", "1h");
    Suspended suspended = block(limited, 3).orElseThrow();
    assertThat(suspended.until()).contains(EVENING.plus(Duration.ofHours(1)));
    // when
    clock.set(EVENING.plus(Duration.ofHours(1)));
    // then
    assertThat(standing().suspended()).isEmpty();
    assertThat(suspension(suspended.id())).isEmpty();
    assertThat(block(limited, 2)).isEmpty();
    assertThat(block(limited, 1)).isPresent();
  }

  @Test
  void shouldBeginAnew_whenTheFirstInputAfterASuspensionIsAllowed() {
    // given
    Misuse limited = misuse("sluice.moderation.misuse.suspension", "1m");
    block(limited, 3);
    clock.set(EVENING.plus(Duration.ofMinutes(2)));
    // when
    allow();
    // then
    assertThat(standing()).isEqualTo(Standing.CLEAN);
    assertThat(block(limited, 2)).isEmpty();
    allow();
    assertThat(block(limited, 2)).isEmpty();
    allow();
    assertThat(block(limited, 1)).isPresent();
  }

  @Test
  void shouldNotLift_whenAnAllowedInputWasUnderWay() {
    // given
    block(misuse(), 3);
    // when
    allow();
    // then
    assertThat(standing().suspended()).isPresent();
  }

  @Test
  void shouldLiftOnce_andForgetWhatWas() {
    // given
    String id = block(misuse(), 3).orElseThrow().id();
    // when
    suspensions().lift(id, caller).await().atMost(SOON);
    // then
    assertThat(standing()).isEqualTo(Standing.CLEAN);
    assertThat(suspension(id)).isEmpty();
    assertThat(count("select count(*)::int from suspension where account = '%s'")).isOne();
    assertThatThrownBy(() -> suspensions().lift(id, caller).await().atMost(SOON))
        .isInstanceOf(Refusal.NotFound.class);
    assertThat(block(misuse(), 2)).isEmpty();
  }

  @Test
  void shouldCountNothing_whenSwitchedOff() {
    // when
    Optional<Suspended> suspended = block(misuse("sluice.moderation.misuse.enabled", "false"), 9);
    // then
    assertThat(suspended).isEmpty();
    assertThat(standing()).isEqualTo(Standing.CLEAN);
  }

  @Test
  void shouldSuspendAtOnce_whenOneIsTooMany() {
    assertThat(block(misuse("sluice.moderation.misuse.in-a-row", "1"), 1)).isPresent();
  }

  /** However blocked inputs of many instances meet, the limit holds and there is one suspension. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldCountExactly_whenInstancesBlockAtTheSameTime(long seed) {
    // given
    Random random = new Random(seed);
    int inputs = 1 + random.nextInt(12);
    List<Misuse> instances = List.of(misuse(), misuse(), misuse(), misuse());
    // when
    List<Optional<Suspended>> told =
        Multi.createFrom()
            .range(0, inputs)
            .onItem()
            .transformToUni(i -> instances.get(i % 4).blocked(caller, Category.ABUSE_HATE))
            .merge(12)
            .collect()
            .asList()
            .await()
            .atMost(SOON);
    // then
    long under = told.stream().filter(Optional::isEmpty).count();
    assertThat(under).isEqualTo(Math.min(2, inputs));
    assertThat(told.stream().flatMap(Optional::stream).map(Suspended::id).distinct().count())
        .isEqualTo(inputs >= 3 ? 1 : 0);
    assertThat(count("select count(*)::int from suspension where account = '%s'"))
        .isEqualTo(inputs >= 3 ? 1 : 0);
    assertThat(standing().inARow()).isEqualTo(inputs);
  }

  @Test
  void shouldShowAppeals_withTheSuspensionTheyAreAbout() {
    // given
    String id = block(misuse(), 3).orElseThrow().id();
    // when
    Appeal appeal = suspensions().appeal(caller, "我没有 🌍").await().atMost(SOON);
    // then
    assertThat(appeal.suspension()).contains(id);
    assertThat(suspension(id).orElseThrow().appeals()).containsExactly(appeal);
    assertThat(suspensions().appeals(Optional.empty(), 100).await().atMost(SOON)).contains(appeal);
  }

  @Test
  void shouldBoundAppeals_inLengthAndNumber() {
    // given
    PostgresSuspensions suspensions = suspensions();
    for (int i = 0; i < 10; i++) {
      suspensions.appeal(caller, "🌍".repeat(2000)).await().atMost(SOON);
    }
    // when / then
    for (String text : List.of("one more", "", " ", "🌍".repeat(2001), "\0")) {
      assertThatThrownBy(() -> suspensions.appeal(caller, text).await().atMost(SOON))
          .isInstanceOfSatisfying(
              Refusal.Invalid.class, refusal -> assertThat(refusal.param()).isEqualTo("text"));
    }
    clock.set(EVENING.plus(Duration.ofHours(25)));
    assertThat(suspensions.appeal(caller, "a day later").await().atMost(SOON)).isNotNull();
  }

  @Test
  void shouldPage_fromTheNewestOn() {
    // given
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clock.set(EVENING.plus(Duration.ofDays(1000 + i))); // newer than those of other tests
      ids.add(
          misuse("sluice.moderation.misuse.in-a-row", "1")
              .blocked(caller(), Category.OTHER)
              .await()
              .atMost(SOON)
              .orElseThrow()
              .id());
    }
    // when
    List<Suspension> first = suspensions().inForce(Optional.empty(), 2).await().atMost(SOON);
    List<Suspension> second =
        suspensions().inForce(Optional.of(first.get(1).id()), 1).await().atMost(SOON);
    // then
    assertThat(first).extracting(Suspension::id).containsExactly(ids.get(2), ids.get(1));
    assertThat(second).extracting(Suspension::id).containsExactly(ids.get(0));
  }

  @Test
  void shouldBeUnavailable_whenPostgresFails() {
    // given
    Pool broken =
        Pool.newInstance(
            PgBuilder.pool().connectingTo("postgresql://127.0.0.1:1/absent").using(vertx).build());
    Misuse away = new PostgresMisuse(broken, clock, new SortableIds(clock), config());
    // when / then
    for (Uni<?> step :
        List.of(
            away.standing(caller), away.blocked(caller, Category.OTHER), away.allowed(caller))) {
      assertThatThrownBy(() -> step.await().atMost(SOON))
          .isInstanceOfSatisfying(
              Refusal.Unavailable.class,
              refusal -> assertThat(refusal.code()).isEqualTo("moderation_unavailable"));
    }
  }

  private static Caller caller() {
    return new Caller("tenant", "account-" + UUID.randomUUID(), "key_1", Caller.Role.CALLER);
  }

  private Optional<Suspended> block(Misuse misuse, int times) {
    Optional<Suspended> suspended = Optional.empty();
    for (int i = 0; i < times; i++) {
      suspended = misuse.blocked(caller, Category.ABUSE_HATE).await().atMost(SOON);
    }
    return suspended;
  }

  private void allow() {
    misuse().allowed(caller).await().atMost(SOON);
  }

  private Standing standing() {
    return standing(misuse(), caller);
  }

  private static Standing standing(Misuse misuse, Caller caller) {
    return misuse.standing(caller).await().atMost(SOON);
  }

  private Optional<Suspension> suspension(String id) {
    return suspensions().inForce(Optional.of(id + "~"), 1).await().atMost(SOON).stream()
        .filter(it -> it.id().equals(id))
        .findFirst();
  }

  private int count(String query) {
    return pool.query(query.formatted(caller.account()))
        .execute()
        .await()
        .atMost(SOON)
        .iterator()
        .next()
        .getInteger(0);
  }

  /** As another instance would have it. */
  private Misuse misuse(String... config) {
    return new PostgresMisuse(pool, clock, new SortableIds(clock), config(config));
  }

  private PostgresSuspensions suspensions() {
    return new PostgresSuspensions(pool, clock, new SortableIds(clock));
  }

  private static ModerationConfig config(String... config) {
    return Configs.of(ModerationConfig.class, config);
  }
}
