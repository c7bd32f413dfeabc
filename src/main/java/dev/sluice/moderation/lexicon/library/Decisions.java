package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Refusal;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Optional;

/** When a draft may become a version, and what is said where it may not. */
final class Decisions {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private Decisions() {}

  /** The draft, if somebody may change it or hand it in. */
  static Draft open(Draft draft) {
    if (draft.state() != Draft.State.OPEN) {
      throw new Refusal.Conflict(
          "draft_submitted", "The draft was handed in: approve or reject it first.");
    }
    return draft;
  }

  static Draft filled(Draft draft) {
    if (draft.changes() == 0) {
      throw new Refusal.Conflict("draft_empty", "The draft has no changes yet.");
    }
    return draft;
  }

  /** The draft, if it still is what was handed in then. */
  static Draft handedIn(Optional<Draft> current, int submission) {
    Draft draft =
        current
            .filter(found -> found.state() == Draft.State.SUBMITTED)
            .orElseThrow(
                () ->
                    new Refusal.Conflict(
                        "draft_not_submitted", "No draft was handed in to decide on."));
    if (draft.submission() != submission) {
      throw new Refusal.Conflict(
          "submission_outdated",
          "The draft was handed in anew since: look at submission " + draft.submission() + ".");
    }
    return draft;
  }

  static void refuseAuthor(Draft draft, String approver) {
    if (draft.authors().contains(approver)) {
      throw new Refusal.Forbidden(
          "second_person_required",
          "You have a hand in this draft; somebody else has to approve it.");
    }
  }

  static Refusal.Conflict listed() {
    return new Refusal.Conflict("already_listed", "The word is listed in this category already.");
  }

  /** What PostgreSQL refuses, in the words of an operator; anything else as it is. */
  static Throwable told(Throwable failure) {
    if (failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState())) {
      return new Refusal.Conflict(
          "already_listed",
          "A word of the draft is listed by now: reject the draft and change or undo it.");
    }
    if (failure instanceof PgException busy && LOCK_NOT_AVAILABLE.equals(busy.getSqlState())) {
      return new Refusal.Unavailable(
          "list_busy",
          "Somebody else is changing the word list; try again.",
          Optional.of(Duration.ofSeconds(1)));
    }
    return failure;
  }
}
