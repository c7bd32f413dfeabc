package dev.sluice.storage;

import dev.sluice.model.Page;
import dev.sluice.model.Usage;
import dev.sluice.storage.StorageConfig.WhenFull;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Saved texts in PostgreSQL, a row each, and a row with their sum for each account. */
@ApplicationScoped
class PostgresSavedTexts implements SavedTexts {
  private static final int ACCOUNTS_AT_ONCE = 100;

  private static final String MAKE_ROOM =
      "select make_room($1, $2, $3, $4, $5, $6, make_interval(days => $7))";
  private static final String KNOWN =
      """
      select exists (select from saved_text where generation = $1),
        exists (select from account where tenant = $2 and id = $3 and status = 'CLOSED')
      """;
  private static final String INSERT =
      """
      with saved as (
        insert into saved_text (generation, tenant, account, alias, status, finish_reason, text,
          input_tokens, output_tokens, cached_tokens, reasoning_tokens, cut, saved_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        returning bytes)
      update saved_bytes set bytes = saved_bytes.bytes + saved.bytes from saved
      where tenant = $2 and account = $3
      """;
  private static final String FIND =
      "select * from saved_text where tenant = $1 and account = $2 and generation = $3";
  private static final String LIST =
      """
      select * from saved_text where tenant = $1 and account = $2 and ($3 = '' or generation < $3)
      order by generation desc limit $4
      """;
  private static final String BYTES =
      "select coalesce(sum(bytes), 0)::bigint from saved_bytes where tenant = $1 and account = $2";
  private static final String HOLD = "select hold_saved_bytes($1, $2)";
  private static final String ERASE = "delete from saved_text where tenant = $1 and account = $2";
  private static final String EMPTY =
      "update saved_bytes set bytes = 0 where tenant = $1 and account = $2";
  private static final String PURGE = "select purge_saved_texts($1, $2)";

  private final Pool pool;

  PostgresSavedTexts(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Saved> save(SavedText text, Terms terms) {
    return pool.withTransaction(
        in ->
            makeRoom(in, text, terms)
                .chain(room -> room ? insert(in, text, terms) : item(Saved.NO_ROOM)));
  }

  private static Uni<Boolean> makeRoom(SqlConnection in, SavedText text, Terms terms) {
    Tuple wanted = Tuple.of(text.tenant(), text.account());
    wanted.addLong((long) text.text().getBytes(StandardCharsets.UTF_8).length);
    wanted.addLong(terms.bytes().isPresent() ? terms.bytes().getAsLong() : null);
    wanted.addBoolean(terms.whenFull() == WhenFull.PRUNE);
    wanted.addValue(text.savedAt().atOffset(ZoneOffset.UTC));
    wanted.addInteger(Math.toIntExact(terms.grace().toDays()));
    return in.preparedQuery(MAKE_ROOM)
        .execute(wanted)
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /**
   * The account's row is held by now, so nobody saves the same meanwhile, and whoever closes the
   * account erases behind this or was seen here.
   */
  private static Uni<Saved> insert(SqlConnection in, SavedText text, Terms terms) {
    return in.preparedQuery(KNOWN)
        .execute(Tuple.of(text.generation(), text.tenant(), text.account()))
        .map(rows -> rows.iterator().next())
        .chain(
            found -> {
              if (found.getBoolean(1)) {
                return item(Saved.CLOSED);
              }
              return found.getBoolean(0)
                  ? item(Saved.SAVED)
                  : in.preparedQuery(INSERT).execute(row(text, terms)).replaceWith(Saved.SAVED);
            });
  }

  private static <T> Uni<T> item(T item) {
    return Uni.createFrom().item(item);
  }

  private static Tuple row(SavedText text, Terms terms) {
    Tuple row = Tuple.tuple();
    row.addString(text.generation()).addString(text.tenant()).addString(text.account());
    row.addString(text.alias()).addString(text.status());
    row.addString(text.finishReason().orElse(null)).addString(text.text());
    addUsage(row, text.usage());
    row.addValue(text.cut().map(CutJson::of).orElse(null));
    row.addValue(text.savedAt().atOffset(ZoneOffset.UTC));
    row.addValue(text.savedAt().plus(terms.keep()).atOffset(ZoneOffset.UTC));
    return row;
  }

  private static void addUsage(Tuple row, Optional<Usage> usage) {
    Optional<Usage.Exact> exact =
        usage.filter(Usage.Exact.class::isInstance).map(Usage.Exact.class::cast);
    row.addInteger(usage.map(Usage::inputTokens).orElse(null));
    row.addInteger(usage.map(Usage::outputTokens).orElse(null));
    row.addInteger(exact.map(Usage.Exact::cachedTokens).orElse(null));
    row.addInteger(exact.map(Usage.Exact::reasoningTokens).orElse(null));
  }

  @Override
  public Uni<Optional<SavedText>> find(String tenant, String account, String generation) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(tenant, account, generation))
        .map(rows -> texts(rows).stream().findFirst());
  }

  @Override
  public Uni<Page<SavedText>> list(
      String tenant, String account, Optional<String> behind, int limit) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(tenant, account, behind.orElse(""), limit + 1))
        .map(rows -> Page.of(texts(rows), limit, SavedText::generation));
  }

  private static List<SavedText> texts(Iterable<Row> rows) {
    List<SavedText> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(text(row)));
    return texts;
  }

  private static SavedText text(Row row) {
    return new SavedText(
        row.getString("generation"),
        row.getString("tenant"),
        row.getString("account"),
        row.getString("alias"),
        row.getString("status"),
        row.getString("text"),
        Optional.ofNullable(row.getString("finish_reason")),
        usage(row),
        Optional.ofNullable(row.getJsonObject("cut")).map(CutJson::read),
        row.getOffsetDateTime("saved_at").toInstant());
  }

  private static Optional<Usage> usage(Row row) {
    Integer input = row.getInteger("input_tokens");
    if (input == null) {
      return Optional.empty();
    }
    int output = row.getInteger("output_tokens");
    Integer cached = row.getInteger("cached_tokens");
    return Optional.of(
        cached == null
            ? new Usage.Estimated(input, output)
            : new Usage.Exact(input, output, cached, row.getInteger("reasoning_tokens")));
  }

  @Override
  public Uni<Long> bytes(String tenant, String account) {
    return pool.preparedQuery(BYTES)
        .execute(Tuple.of(tenant, account))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  @Override
  public Uni<Void> erase(String tenant, String account) {
    Tuple owner = Tuple.of(tenant, account);
    return pool.withTransaction(
        in ->
            in.preparedQuery(HOLD)
                .execute(owner)
                .chain(() -> in.preparedQuery(ERASE).execute(owner))
                .chain(() -> in.preparedQuery(EMPTY).execute(owner))
                .replaceWithVoid());
  }

  /** Some accounts at a time, so that no transaction holds many. */
  @Override
  public Uni<Long> purge(Instant at) {
    return pool.preparedQuery(PURGE)
        .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), ACCOUNTS_AT_ONCE))
        .map(rows -> rows.iterator().next().getLong(0))
        .chain(gone -> gone == 0 ? item(0L) : purge(at).map(more -> gone + more));
  }
}
