package dev.sluice.moderation;

import dev.sluice.model.Caller;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Accounts that may not generate for a while since too many of their inputs were blocked, and what
 * they say about it. Fails with {@link dev.sluice.model.Refusal.Unavailable} where PostgreSQL is
 * away.
 */
public interface Suspensions {

  /** The longest appeal, in code points. */
  int LONGEST_APPEAL = 2000;

  /** Appeals that an account may send in 24 hours. */
  int MOST_APPEALS = 10;

  /**
   * Stores an appeal. Fails with {@link dev.sluice.model.Refusal.Invalid} where it is too long or
   * one too many.
   */
  Uni<Appeal> appeal(Caller caller, String text);

  /**
   * Suspensions in force, the newest first.
   *
   * @param before only those older than this id
   */
  Uni<List<Suspension>> inForce(Optional<String> before, int limit);

  /** Appeals, the newest first. */
  Uni<List<Appeal>> appeals(Optional<String> before, int limit);

  /**
   * Ends a suspension and forgets what the account was suspended for. Fails with {@link
   * dev.sluice.model.Refusal.NotFound} where there is none of this id, or it was lifted before.
   */
  Uni<Void> lift(String id, Caller by);

  /**
   * One suspension.
   *
   * @param id sortable by time, {@code sus_} and lower-case hexadecimal digits
   * @param until when it ends by itself; empty: when somebody lifts it
   * @param category of the input that led to it
   * @param inARow blocked inputs without an allowed one between, when it began
   * @param onTheDay blocked inputs on that day
   * @param appeals the newest first; of very many the newest only
   */
  record Suspension(
      String id,
      String tenant,
      String account,
      Instant since,
      Optional<Instant> until,
      String category,
      int inARow,
      int onTheDay,
      List<Appeal> appeals) {}

  /**
   * What an account says about it.
   *
   * @param id sortable by time, {@code apl_} and lower-case hexadecimal digits
   * @param suspension which it is about; empty where the account was not suspended
   */
  record Appeal(
      String id,
      String tenant,
      String account,
      Optional<String> suspension,
      String text,
      Instant createdAt) {}
}
