package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.CurrentLexicon;
import dev.sluice.moderation.lexicon.Lexicon;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * The edition this instance judges by. Another one takes its place at once and for every text begun
 * afterwards; until the first one is there nothing is judged, and so nothing passes.
 */
@ApplicationScoped
public class LoadedLexicon implements CurrentLexicon {
  private final WordList list;
  private final Editions editions;
  private final Clock clock;
  private volatile Optional<Edition> loaded = Optional.empty();

  LoadedLexicon(WordList list, Editions editions, Clock clock) {
    this.list = list;
    this.editions = editions;
    this.clock = clock;
  }

  @Override
  public Lexicon get() {
    return edition().lexicon();
  }

  /**
   * The edition in force.
   *
   * @throws IllegalStateException where none was loaded yet
   */
  public Edition edition() {
    return loaded.orElseThrow(() -> new IllegalStateException("no word list is loaded yet"));
  }

  boolean isLoaded() {
    return loaded.isPresent();
  }

  /**
   * Takes over what was published, and what validity brings or ends, since the last look. Where it
   * fails, the edition there is stays.
   */
  Uni<Void> refresh() {
    return list.newest()
        .chain(newest -> isCurrent(newest) ? Uni.createFrom().voidItem() : load(newest));
  }

  private boolean isCurrent(int newest) {
    return loaded.filter(edition -> edition.holds(newest, clock.instant())).isPresent();
  }

  private Uni<Void> load(int version) {
    return editions
        .load(version)
        .invoke(edition -> loaded = Optional.of(edition))
        .replaceWithVoid();
  }
}
