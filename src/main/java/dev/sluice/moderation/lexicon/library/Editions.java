package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Page;
import dev.sluice.moderation.lexicon.Entry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes editions: reads a version page by page, adds the files, compiles on a worker thread. */
@ApplicationScoped
class Editions {
  /** So many rows are decoded at a time, on an event loop. */
  private static final int PAGE = 500;

  private final WordList list;
  private final Compiler compiler;
  private final Clock clock;
  private final FileWords files;

  Editions(WordList list, Compiler compiler, ListFiles files, Clock clock) {
    this.list = list;
    this.compiler = compiler;
    this.clock = clock;
    this.files = files.read();
  }

  /** The edition of that version as it counts now. */
  Uni<Edition> load(int version) {
    return entries(version, Optional.empty(), new ArrayList<>())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(entries -> edition(version, entries));
  }

  private Uni<List<ListEntry>> entries(int version, Optional<String> behind, List<ListEntry> read) {
    return list.entries(version, WordList.Filter.ALL, new WordList.Slice(behind, PAGE))
        .invoke(page -> read.addAll(page.items()))
        .map(Page::next)
        .chain(next -> next.isEmpty() ? Uni.createFrom().item(read) : entries(version, next, read));
  }

  private Edition edition(int version, List<ListEntry> read) {
    Instant now = clock.instant();
    List<Entry> entries = new ArrayList<>();
    List<ListedWord> words = new ArrayList<>();
    for (ListEntry each : read) {
      if (each.word().validity().holds(now)) {
        entries.add(each.word().entry(each.id().toString()));
        words.add(each.word());
      }
    }
    for (FileWords.Listed each : files.words()) {
      entries.add(each.word().entry(each.id()));
      words.add(each.word());
    }
    return new Edition(
        version,
        nextChange(read, now),
        compiler.compile(name(version), entries),
        Coverage.of(words));
  }

  private static Optional<Instant> nextChange(List<ListEntry> entries, Instant now) {
    return entries.stream()
        .flatMap(entry -> entry.word().validity().changesAfter(now))
        .min(Instant::compareTo);
  }

  /** Such as {@code v7}, or {@code v7+1a2b3c4d} with files. */
  private String name(int version) {
    return files.name().isEmpty() ? "v" + version : "v" + version + "+" + files.name();
  }
}
