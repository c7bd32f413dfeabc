package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Cut;
import dev.sluice.model.Page;
import dev.sluice.model.Usage;
import dev.sluice.storage.SavedTexts.Saved;
import dev.sluice.storage.StorageConfig.WhenFull;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.ManualClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EnginesResource.class)
class PostgresSavedTextsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Terms ROOMY = terms(OptionalLong.empty(), WhenFull.PRUNE);

  @Inject Pool pool;
  @Inject Vertx vertx;

  private final String account = "storage-" + System.nanoTime();
  private int next = 1000;

  private static Terms terms(OptionalLong bytes, WhenFull whenFull) {
    return new Terms(bytes, Duration.ofDays(30), whenFull, Duration.ofDays(30));
  }

  private SavedTexts texts() {
    return new PostgresSavedTexts(pool);
  }

  private SavedText text(String content, Instant at) {
    return new SavedText(
        "gen_" + account + next++,
        "t",
        account,
        "alias",
        "completed",
        content,
        Optional.of("stop"),
        Optional.of(new Usage.Exact(3, 4, 1, 2)),
        Optional.empty(),
        at);
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }

  private Saved save(SavedText text, Terms terms) {
    return get(texts().save(text, terms));
  }

  private List<String> contents() {
    return get(texts().list("t", account, Optional.empty(), 100)).items().stream()
        .map(SavedText::text)
        .toList();
  }

  /** What the rows come to, which the sum must always say. */
  private long rows() {
    return get(pool.preparedQuery(
                "select coalesce(sum(bytes), 0)::bigint from saved_text where account = $1")
            .execute(Tuple.of(account)))
        .iterator()
        .next()
        .getLong(0);
  }

  private long bytes() {
    long bytes = get(texts().bytes("t", account));
    assertThat(bytes).isEqualTo(rows());
    return bytes;
  }

  @Test
  void shouldGiveBackWhatWasSaved_whenAskedByItsOwner() {
    // given
    SavedText plain = text("你好", NOW);
    SavedText cut =
        new SavedText(
            "gen_" + account + "cut",
            "t",
            account,
            "alias",
            "cut",
            "",
            Optional.of("content_filter"),
            Optional.of(new Usage.Estimated(5, 6)),
            Optional.of(new Cut("GORE", "output", 1, Map.of(0, 4, 1, 7), "Not this.")),
            NOW);
    // when
    save(plain, ROOMY);
    save(cut, ROOMY);
    // then
    assertThat(get(texts().find("t", account, plain.generation()))).contains(plain);
    assertThat(get(texts().find("t", account, cut.generation()))).contains(cut);
    assertThat(get(texts().find("t", "somebody", plain.generation()))).isEmpty();
    assertThat(get(texts().find("elsewhere", account, plain.generation()))).isEmpty();
    assertThat(bytes()).isEqualTo(6);
  }

  @Test
  void shouldCountOnce_whenSavedTwice() {
    // given
    SavedText text = text("twelve bytes", NOW);
    // when
    save(text, ROOMY);
    save(text, ROOMY);
    // then
    assertThat(bytes()).isEqualTo(12);
  }

  @Test
  void shouldTakeNothingAwayForThirtyDays_whenThePlanBecomesSmaller() {
    // given
    Terms larger = terms(OptionalLong.of(30), WhenFull.PRUNE);
    Terms smaller = terms(OptionalLong.of(10), WhenFull.PRUNE);
    Instant downgraded = NOW.plusSeconds(60);
    save(text("one 10 ch.", NOW), larger);
    save(text("two 10 ch.", NOW), larger);
    // when
    save(text("three 10 c", downgraded), smaller);
    save(text("four 10 ch", downgraded.plus(Duration.ofDays(29))), smaller);
    List<String> spared = contents();
    save(text("five 10 ch", downgraded.plus(Duration.ofDays(30))), smaller);
    // then
    assertThat(spared).containsExactly("four 10 ch", "three 10 c", "two 10 ch.");
    assertThat(contents()).containsExactly("five 10 ch");
    assertThat(bytes()).isEqualTo(10);
  }

  @Test
  void shouldCountTheDaysFromTheLastChange_whenAPlanBecomesSmallerTwice() {
    // given
    save(text("one 10 ch.", NOW), ROOMY);
    save(text("two 10 ch.", NOW), terms(OptionalLong.of(20), WhenFull.PRUNE));
    Instant again = NOW.plus(Duration.ofDays(20));
    save(text("three 10 c", again), terms(OptionalLong.of(10), WhenFull.PRUNE));
    // when
    save(
        text("four 10 ch", again.plus(Duration.ofDays(29))),
        terms(OptionalLong.of(10), WhenFull.PRUNE));
    List<String> spared = contents();
    save(
        text("five 10 ch", again.plus(Duration.ofDays(31))),
        terms(OptionalLong.of(10), WhenFull.PRUNE));
    // then
    assertThat(spared).hasSize(4);
    assertThat(contents()).containsExactly("five 10 ch");
  }

  @Test
  void shouldHoldTheNewLimitAtOnce_whenAFullAccountIsRefused() {
    // given
    save(text("one 10 ch.", NOW), terms(OptionalLong.of(30), WhenFull.REFUSE));
    // when
    Saved saved = save(text("two 10 ch.", NOW), terms(OptionalLong.of(15), WhenFull.REFUSE));
    // then
    assertThat(saved).isEqualTo(Saved.NO_ROOM);
    assertThat(contents()).containsExactly("one 10 ch.");
  }

  @Test
  void shouldSaveNothing_whenTheAccountIsClosed() {
    // given
    get(pool.query("insert into tenant (id) values ('t') on conflict do nothing").execute());
    get(
        pool.preparedQuery("insert into account (tenant, id, status) values ('t', $1, 'CLOSED')")
            .execute(Tuple.of(account)));
    // when
    Saved saved = save(text("too late", NOW), ROOMY);
    // then
    assertThat(saved).isEqualTo(Saved.CLOSED);
    assertThat(contents()).isEmpty();
    assertThat(bytes()).isZero();
    get(pool.preparedQuery("delete from account where id = $1").execute(Tuple.of(account)));
  }

  @Test
  void shouldPageFromTheNewest_whenThereIsMoreThanALimit() {
    // given
    for (String content : List.of("a", "b", "c", "d", "e")) {
      save(text(content, NOW), ROOMY);
    }
    // when
    List<String> seen = new ArrayList<>();
    Optional<String> behind = Optional.empty();
    do {
      Page<SavedText> page = get(texts().list("t", account, behind, 2));
      page.items().forEach(item -> seen.add(item.text()));
      behind = page.next();
    } while (behind.isPresent());
    // then
    assertThat(seen).containsExactly("e", "d", "c", "b", "a");
  }

  @Test
  void shouldLetTheOldestGo_whenThePlanPrunes() {
    // given
    Terms ten = terms(OptionalLong.of(10), WhenFull.PRUNE);
    save(text("aaaa", NOW), ten);
    save(text("bbbb", NOW), ten);
    // when
    assertThat(save(text("cccc", NOW), ten)).isEqualTo(Saved.SAVED);
    // then
    assertThat(contents()).containsExactly("cccc", "bbbb");
    assertThat(bytes()).isEqualTo(8);
    assertThat(save(text("far too much", NOW), ten)).isEqualTo(Saved.NO_ROOM);
    assertThat(contents()).containsExactly("cccc", "bbbb");
  }

  @Test
  void shouldSaveNoMore_whenThePlanRefuses() {
    // given
    Terms ten = terms(OptionalLong.of(10), WhenFull.REFUSE);
    save(text("aaaaaaaa", NOW), ten);
    // when
    Saved more = save(text("bbb", NOW), ten);
    // then
    assertThat(more).isEqualTo(Saved.NO_ROOM);
    assertThat(save(text("cc", NOW), ten)).isEqualTo(Saved.SAVED);
    assertThat(bytes()).isEqualTo(10);
  }

  @Test
  void shouldKeepTheSumExact_whenManySaveAndPurgeAtATime() {
    // given
    Random random = new Random(7);
    Terms small = terms(OptionalLong.of(300), WhenFull.PRUNE);
    List<Uni<Object>> work = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String content = "字".repeat(1 + random.nextInt(20));
      Instant at = random.nextInt(3) == 0 ? NOW.minus(Duration.ofDays(31)) : NOW;
      work.add(texts().save(text(content, at), small).map(saved -> saved));
      if (i % 20 == 0) {
        work.add(texts().purge(NOW).map(gone -> gone));
      }
    }
    // when
    get(Uni.join().all(work).andCollectFailures());
    // then
    assertThat(bytes()).isBetween(1L, 300L);
    assertThat(String.join("", contents()).getBytes(StandardCharsets.UTF_8)).hasSize((int) bytes());
  }

  @Test
  void shouldRemoveOnlyWhatExpired_whenPurged() {
    // given
    ManualClock clock = new ManualClock(NOW);
    StoragePurge purge =
        new StoragePurge(texts(), dev.sluice.testing.Configs.of(StorageConfig.class), clock, vertx);
    save(text("old", NOW), ROOMY);
    save(text("younger", NOW.plus(Duration.ofDays(1))), ROOMY);
    // when
    clock.set(NOW.plus(Duration.ofDays(30)));
    assertThat(get(purge.look())).isPositive();
    // then
    assertThat(contents()).containsExactly("younger");
    assertThat(bytes()).isEqualTo(7);
  }

  @Test
  void shouldLeaveNothing_whenErased() {
    // given
    save(text("mine", NOW), ROOMY);
    // when
    get(texts().erase("t", account));
    // then
    assertThat(contents()).isEmpty();
    assertThat(bytes()).isZero();
  }
}
