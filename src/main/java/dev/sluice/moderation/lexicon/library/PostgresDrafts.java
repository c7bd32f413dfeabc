package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The draft in PostgreSQL. Whoever changes anything holds one lock for the length of a transaction,
 * so that what an approver was shown is what is published; readers are not held up.
 */
@ApplicationScoped
class PostgresDrafts implements Drafts {
  /** A lock that is not had soon means that another change is stuck: the caller is told. */
  private static final String ALONE =
      "set local lock_timeout = '3s'; lock table lexicon_draft in share row exclusive mode";

  private final Pool pool;
  private final Clock clock;

  PostgresDrafts(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<Draft>> current() {
    return pool.withConnection(connection -> rows(connection).current());
  }

  @Override
  public Uni<Page<Change>> changes(WordList.Slice slice) {
    return pool.withConnection(connection -> rows(connection).changes(slice));
  }

  @Override
  public Uni<Added> add(Caller author, List<Numbered> words) {
    return alone(
        draft ->
            draft
                .open()
                .call(open -> draft.refuseBeyond(MOST_ENTRIES, words.size()))
                .chain(open -> draft.add(open, author.owner(), words)));
  }

  @Override
  public Uni<Void> replace(Caller author, EntryId id, ListedWord word) {
    return alone(
        draft ->
            draft
                .open()
                .call(open -> draft.refuseUnknown(id))
                .call(open -> draft.refuseListed(id, word.key()))
                .chain(open -> draft.replace(open, author.owner(), id, word)));
  }

  @Override
  public Uni<Void> remove(Caller author, EntryId id) {
    return alone(
        draft ->
            draft
                .open()
                .call(open -> draft.refuseUnknown(id))
                .chain(open -> draft.remove(open, author.owner(), id)));
  }

  @Override
  public Uni<Void> undo(EntryId id) {
    return alone(draft -> draft.open().chain(open -> draft.undo(open, id)));
  }

  @Override
  public Uni<Void> discard(Caller by) {
    return alone(draft -> draft.open().chain(open -> draft.discard(open, by.owner())));
  }

  @Override
  public Uni<Draft> submit(Caller by, String note) {
    return alone(
        draft ->
            draft.open().chain(open -> draft.submit(Decisions.filled(open), by.owner(), note)));
  }

  @Override
  public Uni<Version> approve(Caller approver, int submission) {
    return alone(
        draft ->
            draft
                .current()
                .map(found -> Decisions.handedIn(found, submission))
                .invoke(found -> Decisions.refuseAuthor(found, approver.owner()))
                .chain(found -> draft.publish(found, approver.owner())));
  }

  @Override
  public Uni<Draft> reject(Caller by, int submission, String reason) {
    return alone(
        draft ->
            draft
                .current()
                .map(found -> Decisions.handedIn(found, submission))
                .chain(found -> draft.reopen(by.owner(), reason))
                .chain(draft::current)
                .map(Optional::orElseThrow));
  }

  @Override
  public Uni<Version> rollback(Caller by, int version) {
    return alone(
        draft ->
            draft
                .refuseUnknownVersion(version)
                .chain(() -> draft.restore(version, by.owner()))
                .call(() -> draft.reopen(by.owner(), "The list went back to version " + version)));
  }

  private <T> Uni<T> alone(Function<DraftRows, Uni<T>> work) {
    return pool.withTransaction(
            connection ->
                connection.query(ALONE).execute().chain(() -> work.apply(rows(connection))))
        .onFailure()
        .transform(Decisions::told);
  }

  private DraftRows rows(SqlConnection connection) {
    return new DraftRows(connection, clock);
  }
}
