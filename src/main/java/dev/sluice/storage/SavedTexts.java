package dev.sluice.storage;

import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Where saved texts lie. An account's bytes are exact, however many are saved at a time. */
interface SavedTexts {

  /** What came of saving a text. */
  enum Saved {
    SAVED,
    NO_ROOM,
    /** Its account is closed. */
    CLOSED
  }

  /** Saves the text within its account's terms. Doing it twice changes nothing. */
  Uni<Saved> save(SavedText text, Terms terms);

  Uni<Optional<SavedText>> find(String tenant, String account, String generation);

  /** An account's texts, the newest first. */
  Uni<Page<SavedText>> list(String tenant, String account, Optional<String> behind, int limit);

  /** An account's bytes. */
  Uni<Long> bytes(String tenant, String account);

  /** Removes all of an account's texts. */
  Uni<Void> erase(String tenant, String account);

  /** Removes what expired at that time; how many texts. */
  Uni<Long> purge(Instant at);
}
