package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The statements of one transaction on the draft. */
final class DraftRows {
  /** Words that one statement takes. */
  private static final int PART = 10_000;

  private final SqlConnection connection;
  private final OffsetDateTime now;

  DraftRows(SqlConnection connection, Clock clock) {
    this.connection = connection;
    this.now = Rows.utc(clock.instant());
  }

  Uni<Optional<Draft>> current() {
    return connection.query(DraftSql.CURRENT).execute().map(rows -> Rows.first(rows, Rows::draft));
  }

  /** The draft that takes changes, begun where there is none. */
  Uni<Draft> open() {
    return connection
        .query(DraftSql.BEGIN)
        .execute()
        .chain(this::current)
        .map(draft -> Decisions.open(draft.orElseThrow()));
  }

  Uni<Page<Change>> changes(WordList.Slice slice) {
    return run(DraftSql.CHANGES, slice.number().orElse(0), slice.limit() + 1)
        .map(rows -> Rows.all(rows, Rows::change))
        .map(found -> Page.of(found, slice.limit(), it -> Long.toString(it.entry().number())));
  }

  Uni<Void> refuseBeyond(int most, int added) {
    return run("select count(*) + $1 from lexicon_proposed", (long) added)
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) > most) {
                throw new Refusal.Conflict(
                    "list_full", "The word list may have at most " + most + " entries.");
              }
            })
        .replaceWithVoid();
  }

  Uni<Void> refuseUnknown(EntryId id) {
    return run("select from lexicon_proposed where id = $1", id.number())
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw EntryId.unknown();
              }
            })
        .replaceWithVoid();
  }

  /** Another entry must not say something of the same word already. */
  Uni<Void> refuseListed(EntryId id, ListedWord.Key key) {
    return run(DraftSql.LISTED, id.number(), key.category().name(), key.word())
        .invoke(
            rows -> {
              if (rows.size() > 0) {
                throw Decisions.listed();
              }
            })
        .replaceWithVoid();
  }

  /** A long list goes part by part, so that streams on the same event loop get their turn. */
  Uni<Drafts.Added> add(Draft draft, String author, List<Numbered> words) {
    return Multi.createFrom()
        .items(IntStream.iterate(0, from -> from < words.size(), from -> from + PART).boxed())
        .map(from -> words.subList(from, Math.min(words.size(), from + PART)))
        .onItem()
        .transformToUniAndConcatenate(part -> addPart(draft, author, part))
        .collect()
        .asList()
        .map(DraftRows::joined);
  }

  private static Drafts.Added joined(List<Drafts.Added> parts) {
    return new Drafts.Added(
        parts.stream().flatMap(part -> part.taken().stream()).toList(),
        parts.stream().flatMap(part -> part.duplicates().stream()).toList());
  }

  /** What is packed and read here takes its time, so not on the event loop. */
  private Uni<Drafts.Added> addPart(Draft draft, String author, List<Numbered> words) {
    return Uni.createFrom()
        .item(() -> Rows.packed(words).encode())
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(packed -> run(DraftSql.ADD, packed, draft.number(), author, now))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(rows -> added(rows, words));
  }

  private static Drafts.Added added(RowSet<Row> rows, List<Numbered> words) {
    Map<String, EntryId> ids = new HashMap<>();
    rows.forEach(
        row ->
            ids.put(
                row.getString("category") + "\t" + row.getString("word"),
                new EntryId(row.getLong("entry"))));
    List<Drafts.Taken> taken = new ArrayList<>();
    List<Numbered> duplicates = new ArrayList<>();
    for (Numbered each : words) {
      ListedWord word = each.word();
      Optional.ofNullable(ids.remove(word.category() + "\t" + word.word()))
          .ifPresentOrElse(id -> taken.add(new Drafts.Taken(id, each)), () -> duplicates.add(each));
    }
    return new Drafts.Added(taken, duplicates);
  }

  Uni<Void> replace(Draft draft, String author, EntryId id, ListedWord word) {
    String packed = Rows.packed(List.of(new Numbered(1, word))).encode();
    return run(DraftSql.REPLACE, packed, draft.number(), author, now, id.number())
        .replaceWithVoid();
  }

  Uni<Void> remove(Draft draft, String author, EntryId id) {
    return run(DraftSql.REMOVE, draft.number(), author, now, id.number())
        .chain(
            removed ->
                removed.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : run(DraftSql.UNDO, draft.number(), id.number()).replaceWithVoid());
  }

  Uni<Void> undo(Draft draft, EntryId id) {
    return run(DraftSql.UNDO, draft.number(), id.number())
        .invoke(
            undone -> {
              if (undone.rowCount() == 0) {
                throw EntryId.unknown();
              }
            })
        .replaceWithVoid();
  }

  Uni<Void> discard(Draft draft, String by) {
    return run(DraftSql.DISCARD, draft.number(), by, now).replaceWithVoid();
  }

  Uni<Draft> submit(Draft draft, String by, String note) {
    return run(DraftSql.SUBMIT, draft.number(), by, now, note)
        .chain(this::current)
        .map(Optional::orElseThrow);
  }

  /** What was handed in takes changes again; nothing happens where nothing was. */
  Uni<Void> reopen(String by, String reason) {
    return run(DraftSql.REOPEN, by, now, reason).replaceWithVoid();
  }

  Uni<Version> publish(Draft draft, String approver) {
    return next()
        .call(version -> run(DraftSql.END_CHANGED, version, draft.number()))
        .call(version -> run(DraftSql.BEGIN_CHANGED, version, draft.number(), approver))
        .call(version -> run(DraftSql.PUBLISH, version, now, approver, draft.number()))
        .call(version -> run(DraftSql.PUBLISHED, draft.number(), version, approver, now))
        .chain(this::version);
  }

  Uni<Void> refuseUnknownVersion(int version) {
    return run("select from lexicon_version where number = $1", version)
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw new Refusal.NotFound(
                    "version_not_found", "version", "The word list has no such version.");
              }
            })
        .replaceWithVoid();
  }

  Uni<Version> restore(int old, String by) {
    return next()
        .call(version -> run(DraftSql.END_NEWER, version, old))
        .call(version -> run(DraftSql.BEGIN_OLDER, version, old))
        .call(version -> run(DraftSql.PUBLISH_OLD, version, now, by, old))
        .chain(this::version);
  }

  private Uni<Integer> next() {
    return connection
        .query("select coalesce(max(number), 0) + 1 from lexicon_version")
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private Uni<Version> version(int number) {
    return run("select * from lexicon_version where number = $1", number)
        .map(rows -> Rows.first(rows, Rows::version).orElseThrow());
  }

  private Uni<RowSet<Row>> run(String statement, Object... values) {
    return connection.preparedQuery(statement).execute(Tuple.from(values));
  }
}
