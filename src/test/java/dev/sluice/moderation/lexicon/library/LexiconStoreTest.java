package dev.sluice.moderation.lexicon.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Action;
import dev.sluice.model.Caller;
import dev.sluice.model.Category;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.testing.Configs;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.ManualClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the word list is changed and published, on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class LexiconStoreTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Caller ANN = person("ann");
  private static final Caller BOB = person("bob");
  private static final WordList.Slice ALL = new WordList.Slice(Optional.empty(), 100);

  @Inject Pool pool;

  private final ManualClock clock = new ManualClock(NOW);
  private WordList list;
  private Drafts drafts;

  @BeforeEach
  @AfterEach
  void clear() {
    pool.query("truncate lexicon_change, lexicon_draft, lexicon_entry, lexicon_version")
        .execute()
        .await()
        .atMost(SOON);
    list = new PostgresWordList(pool);
    drafts = new PostgresDrafts(pool, clock);
  }

  @Test
  void shouldPublish_whenASecondPersonApproves() {
    // given
    add(ANN, "one", "two");
    get(drafts.submit(ANN, "first words"));
    // when
    Version version = get(drafts.approve(BOB, 1));
    // then
    assertThat(version)
        .extracting(
            Version::number, Version::submitter, Version::approver, Version::note, Version::entries)
        .containsExactly(1, "t/ann", "t/bob", "first words", 2);
    assertThat(words(1)).containsExactly("one", "two");
    assertThat(get(drafts.current())).isEmpty();
    ListEntry entry = entries(1).get(0);
    assertThat(entry.author()).isEqualTo("t/ann");
    assertThat(entry.approver()).isEqualTo("t/bob");
    assertThat(entry.changedAt()).isEqualTo(NOW);
  }

  @Test
  void shouldRefuseEveryAuthor_whenSeveralHadAHandInIt() {
    // given
    EntryId id = add(ANN, "one").get(0);
    get(drafts.replace(BOB, id, word("uno")));
    get(drafts.submit(person("cid"), ""));
    // then
    for (Caller author : List.of(ANN, BOB)) {
      assertThatThrownBy(() -> get(drafts.approve(author, 1)))
          .isInstanceOfSatisfying(
              Refusal.Forbidden.class,
              no -> assertThat(no.code()).isEqualTo("second_person_required"));
    }
    assertThat(get(list.newest())).isZero();
    assertThat(get(drafts.approve(person("dan"), 1)).number()).isEqualTo(1);
  }

  @Test
  void shouldRefuseTheSameAccount_whenItComesWithAnotherKey() {
    // given
    add(ANN, "one");
    get(drafts.submit(ANN, ""));
    Caller again = new Caller("t", "ann", "key_other", Caller.Role.REVIEWER);
    // then
    assertThatThrownBy(() -> get(drafts.approve(again, 1))).isInstanceOf(Refusal.Forbidden.class);
  }

  @Test
  void shouldRefuseAnApproval_whenItMeansAnEarlierSubmission() {
    // given
    add(ANN, "one");
    get(drafts.submit(ANN, ""));
    get(drafts.reject(BOB, 1, "not this"));
    assertThat(get(drafts.current()).orElseThrow().reason()).isEqualTo("not this");
    add(ANN, "two");
    get(drafts.submit(ANN, ""));
    // then
    assertConflict("submission_outdated", drafts.approve(BOB, 1));
    assertThat(get(drafts.approve(BOB, 2)).entries()).isEqualTo(2);
  }

  @Test
  void shouldTakeNoChange_whenTheDraftWasHandedIn() {
    // given
    EntryId id = add(ANN, "one").get(0);
    get(drafts.submit(ANN, ""));
    // then
    assertConflict("draft_submitted", drafts.add(BOB, numbered("two")));
    assertConflict("draft_submitted", drafts.replace(BOB, id, word("three")));
    assertConflict("draft_submitted", drafts.remove(BOB, id));
    assertConflict("draft_submitted", drafts.undo(id));
    assertConflict("draft_submitted", drafts.discard(BOB));
    assertConflict("draft_submitted", drafts.submit(BOB, ""));
  }

  @Test
  void shouldRefuseADecision_whenNothingWasHandedIn() {
    assertConflict("draft_not_submitted", drafts.approve(BOB, 1));
    assertConflict("draft_empty", drafts.submit(ANN, ""));
    add(ANN, "one");
    assertConflict("draft_not_submitted", drafts.approve(BOB, 1));
    assertConflict("draft_not_submitted", drafts.reject(BOB, 1, ""));
  }

  @Test
  void shouldKeepEveryVersion_whenEntriesChange() {
    // given
    List<EntryId> ids = publish("one", "two", "three");
    // when
    get(drafts.replace(ANN, ids.get(0), word("uno")));
    get(drafts.remove(ANN, ids.get(1)));
    add(ANN, "four");
    release();
    // then
    assertThat(words(1)).containsExactly("one", "two", "three");
    assertThat(words(2)).containsExactly("uno", "three", "four");
    assertThat(get(list.entry(ids.get(0))).since()).isEqualTo(2);
    assertThatThrownBy(() -> get(list.entry(ids.get(1)))).isInstanceOf(Refusal.NotFound.class);
    assertThat(get(list.versions(ALL)).items()).extracting(Version::number).containsExactly(2, 1);
  }

  @Test
  void shouldHoldTheOldEntriesAgain_whenRolledBack() {
    // given
    List<EntryId> ids = publish("one", "two", "three");
    get(drafts.replace(ANN, ids.get(0), word("uno")));
    get(drafts.remove(ANN, ids.get(1)));
    add(ANN, "four");
    release();
    // when
    Version back = get(drafts.rollback(BOB, 1));
    // then
    assertThat(back.number()).isEqualTo(3);
    assertThat(back.restores()).hasValue(1);
    assertThat(back.entries()).isEqualTo(3);
    assertThat(words(3)).containsExactly("one", "two", "three");
    assertThat(words(2)).containsExactly("uno", "three", "four");
    assertThat(get(list.lastUpdate()).orElseThrow().number()).isEqualTo(2);
    assertThat(get(drafts.rollback(BOB, 2)).number()).isEqualTo(4);
    assertThat(words(4)).containsExactly("uno", "three", "four");
    assertThat(words(1)).containsExactly("one", "two", "three");
  }

  @Test
  void shouldReopenTheDraft_whenTheListGoesBackUnderIt() {
    // given
    publish("one");
    add(ANN, "two");
    get(drafts.submit(ANN, ""));
    // when
    get(drafts.rollback(BOB, 1));
    // then
    assertThat(get(drafts.current()).orElseThrow().state()).isEqualTo(Draft.State.OPEN);
    assertThatThrownBy(() -> get(drafts.rollback(BOB, 9))).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void shouldTellDuplicates_whenWordsAreListedAlready() {
    // given
    List<EntryId> ids = publish("one", "two");
    add(ANN, "three");
    get(drafts.remove(ANN, ids.get(1)));
    // when
    Drafts.Added added = get(drafts.add(ANN, numbered("one", "two", "three", "four")));
    // then
    assertThat(added.duplicates()).extracting(Numbered::line).containsExactly(1, 3);
    assertThat(added.taken()).extracting(it -> it.word().line()).containsExactly(2, 4);
    assertConflict("already_listed", drafts.replace(ANN, ids.get(0), word("three")));
    release();
    assertThat(words(2)).containsExactlyInAnyOrder("one", "two", "three", "four");
  }

  @Test
  void shouldRefuseTheVersion_whenTheListChangedSoThatAWordWouldStandTwice() {
    // given: "one" comes back under its old id while the draft lists it anew
    List<EntryId> ids = publish("one", "two");
    get(drafts.remove(ANN, ids.get(0)));
    release();
    add(ANN, "one");
    get(drafts.rollback(BOB, 1));
    get(drafts.submit(ANN, ""));
    // then
    assertConflict("already_listed", drafts.approve(BOB, 1));
    assertThat(get(list.newest())).isEqualTo(3);
    assertThat(words(3)).containsExactly("one", "two");
  }

  @Test
  void shouldForget_whenChangesAreTakenBack() {
    // given
    List<EntryId> ids = publish("one");
    EntryId fresh = add(ANN, "two").get(0);
    get(drafts.remove(ANN, ids.get(0)));
    assertThat(get(drafts.changes(ALL)).items())
        .extracting(Change::kind)
        .containsExactly(Change.Kind.REMOVE, Change.Kind.PUT);
    // when
    get(drafts.undo(ids.get(0)));
    get(drafts.remove(ANN, fresh));
    // then
    assertThat(get(drafts.changes(ALL)).items()).isEmpty();
    assertThatThrownBy(() -> get(drafts.undo(fresh))).isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> get(drafts.remove(ANN, fresh))).isInstanceOf(Refusal.NotFound.class);
    add(ANN, "three");
    get(drafts.discard(ANN));
    assertThat(get(drafts.current())).isEmpty();
    assertThat(words(1)).containsExactly("one");
  }

  @Test
  void shouldKeepAllThatIsSaidOfAWord_whenPublished() {
    // given
    ListedWord whole =
        new ListedWord(
            "blorb",
            Category.ABUSE_HATE,
            Optional.of("A.4.d"),
            Optional.of(Action.REVIEW),
            EnumSet.of(dev.sluice.moderation.lexicon.Entry.Mode.GAPS),
            List.of("blorbing, so", "a blorb"),
            true,
            new Validity(Optional.of(NOW.minusSeconds(1)), Optional.of(NOW.plusSeconds(1))),
            "seen \"often\"");
    // when
    get(drafts.add(ANN, List.of(new Numbered(1, whole))));
    release();
    // then
    assertThat(entries(1).get(0).word()).isEqualTo(whole);
    assertThat(get(list.entries(1, new WordList.Filter("LOR", Optional.empty()), ALL)).items())
        .hasSize(1);
    assertThat(get(list.entries(1, new WordList.Filter("b%b", Optional.empty()), ALL)).items())
        .isEmpty();
  }

  @Test
  void shouldPageThroughAll_whenThereAreMoreThanOnePageHolds() {
    // given
    publish(IntStream.range(0, 25).mapToObj(i -> "word" + i).toArray(String[]::new));
    // when
    List<String> seen = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page<ListEntry> page =
          get(list.entries(1, WordList.Filter.ALL, new WordList.Slice(next, 10)));
      page.items().forEach(entry -> seen.add(entry.word().word()));
      next = page.next();
    } while (next.isPresent());
    // then
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void shouldReachEveryInstance_whenAVersionIsPublished() {
    // given
    LoadedLexicon here = instance("");
    LoadedLexicon there = instance("");
    assertThatThrownBy(here::get).isInstanceOf(IllegalStateException.class);
    get(here.refresh());
    get(there.refresh());
    ExactLexicon running = (ExactLexicon) there.get();
    // when
    publish("one");
    get(here.refresh());
    get(there.refresh());
    // then
    assertThat(((ExactLexicon) here.get()).words()).containsExactly("one");
    assertThat(there.get().version()).isEqualTo("v1");
    assertThat(running.words()).as("what a running text holds on to").isEmpty();
  }

  @Test
  void shouldCompileOnce_whenNothingWasPublished() {
    // given
    publish("one");
    LoadedLexicon lexicon = instance("");
    get(lexicon.refresh());
    Edition first = lexicon.edition();
    // when
    get(lexicon.refresh());
    // then
    assertThat(lexicon.edition()).isSameAs(first);
  }

  @Test
  void shouldFollowValidity_whenTimePasses() {
    // given
    Instant noon = NOW.plusSeconds(60);
    ListedWord ends = valid("ends", new Validity(Optional.empty(), Optional.of(noon)));
    ListedWord begins = valid("begins", new Validity(Optional.of(noon), Optional.empty()));
    get(drafts.add(ANN, List.of(new Numbered(1, ends), new Numbered(2, begins))));
    release();
    LoadedLexicon lexicon = instance("");
    get(lexicon.refresh());
    assertThat(((ExactLexicon) lexicon.get()).words()).containsExactly("ends");
    // when
    clock.set(noon);
    get(lexicon.refresh());
    // then
    assertThat(((ExactLexicon) lexicon.get()).words()).containsExactly("begins");
    assertThat(lexicon.edition().until()).isEmpty();
  }

  @Test
  void shouldMergeTheFiles_whenThereAreSome() {
    // given
    publish("one");
    LoadedLexicon lexicon = instance("docs/examples/demo-words.tsv");
    // when
    get(lexicon.refresh());
    // then
    assertThat(lexicon.get().version()).matches("v1\\+[0-9a-f]{8}");
    assertThat(((ExactLexicon) lexicon.get()).words()).contains("one", "blorbwuzzle");
    assertThat(lexicon.edition().coverage().byCategory().get(Category.CUSTOM)).isEqualTo(6);
  }

  @Test
  void shouldKeepTheOldVersion_whenTheNewOneCannotBeCompiled() {
    // given
    publish("one");
    LoadedLexicon lexicon =
        new LoadedLexicon(
            list,
            new Editions(
                list,
                (version, entries) -> {
                  if (version.equals("v2")) {
                    throw new IllegalStateException("broken");
                  }
                  return new ExactLexicon(version, entries);
                },
                files(""),
                clock),
            clock);
    get(lexicon.refresh());
    publish("two");
    // then
    assertThatThrownBy(() -> get(lexicon.refresh())).isInstanceOf(IllegalStateException.class);
    assertThat(lexicon.get().version()).isEqualTo("v1");
  }

  @Test
  void shouldTakeManyWordsAtOnce_whenAListIsImported() {
    // given
    List<Numbered> many =
        IntStream.rangeClosed(1, 60_000)
            .mapToObj(line -> new Numbered(line, word("imported" + line)))
            .toList();
    // when
    Drafts.Added added = get(drafts.add(ANN, many));
    // then
    assertThat(added.taken()).hasSize(60_000);
    release();
    LoadedLexicon lexicon = instance("");
    get(lexicon.refresh());
    assertThat(lexicon.get().size()).isEqualTo(60_000);
    assertThat(get(drafts.add(BOB, many)).duplicates()).hasSize(60_000);
    assertConflict("list_full", drafts.add(BOB, tooMany(many)));
  }

  private static List<Numbered> tooMany(List<Numbered> many) {
    List<Numbered> all = new ArrayList<>(many);
    all.addAll(many);
    all.addAll(many);
    return all;
  }

  private LoadedLexicon instance(String paths) {
    return new LoadedLexicon(
        list, new Editions(list, ExactLexicon::new, files(paths), clock), clock);
  }

  private static ListFiles files(String paths) {
    return new ListFiles(
        paths.isEmpty()
            ? Configs.of(ModerationConfig.class)
            : Configs.of(ModerationConfig.class, "sluice.moderation.lexicon.files", paths));
  }

  private List<EntryId> publish(String... words) {
    List<EntryId> ids = add(ANN, words);
    release();
    return ids;
  }

  private void release() {
    int submission = get(drafts.submit(ANN, "")).submission();
    get(drafts.approve(BOB, submission));
  }

  private List<EntryId> add(Caller author, String... words) {
    return get(drafts.add(author, numbered(words))).taken().stream().map(Drafts.Taken::id).toList();
  }

  private static List<Numbered> numbered(String... words) {
    return IntStream.range(0, words.length)
        .mapToObj(i -> new Numbered(i + 1, word(words[i])))
        .toList();
  }

  private static ListedWord word(String text) {
    return ListedWord.of(text, Category.CUSTOM, Optional.empty());
  }

  private static ListedWord valid(String text, Validity validity) {
    ListedWord it = word(text);
    return new ListedWord(
        text,
        it.category(),
        it.risk(),
        it.action(),
        it.modes(),
        it.allowed(),
        it.wholeWord(),
        validity,
        "");
  }

  private List<ListEntry> entries(int version) {
    return get(list.entries(version, WordList.Filter.ALL, ALL)).items();
  }

  private List<String> words(int version) {
    return entries(version).stream().map(entry -> entry.word().word()).toList();
  }

  private static void assertConflict(String code, Uni<?> step) {
    assertThatThrownBy(() -> get(step))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class, no -> assertThat(no.code()).isEqualTo(code));
  }

  private static <T> T get(Uni<T> step) {
    return step.await().atMost(SOON);
  }

  private static Caller person(String name) {
    return new Caller("t", name, "key_" + name, Caller.Role.ADMIN);
  }
}
