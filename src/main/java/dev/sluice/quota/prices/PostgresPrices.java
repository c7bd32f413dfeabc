package dev.sluice.quota.prices;

import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import dev.sluice.quota.tables.OperatorsTable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Price tables in PostgreSQL, which refuses to change one once it is there. */
@ApplicationScoped
class PostgresPrices implements PriceBook {
  private static final String NEWEST = "select coalesce(max(number), 0) from price_version";
  private static final String PRICES = "select * from price where version = $1";
  private static final String PAGE =
      "select * from price where version = $1 and position > $2 order by position limit $3";
  private static final String VERSIONS =
      "select * from price_version where number < $1 order by number desc limit $2";
  private static final String PUBLISH =
      """
      insert into price_version (number, published_at, published_by, note, prices)
      values ($1, $2, $3, $4, $5)
      returning *
      """;
  private static final String FILL =
      """
      insert into price (version, position, provider, model, input, output, valid_from)
      select $1, place::integer, provider, model, input, output, valid_from
      from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[])
        with ordinality as given(provider, model, input, output, valid_from, place)
      """;

  private final Pool pool;
  private final OperatorsTable table;
  private final Clock clock;

  PostgresPrices(Pool pool, Clock clock) {
    this.pool = pool;
    this.table = new OperatorsTable(pool, "price_version");
    this.clock = clock;
  }

  Uni<Integer> newest() {
    return newest(pool);
  }

  Uni<List<Price>> prices(int version) {
    return prices(pool, version);
  }

  @Override
  public Uni<PriceList> prices(OptionalInt version, Optional<String> behind, int limit) {
    return behind
        .map(PriceCursor::parse)
        .map(cursor -> Uni.createFrom().item(cursor))
        .orElseGet(() -> first(version))
        .chain(cursor -> page(cursor, limit));
  }

  private Uni<PriceCursor> first(OptionalInt version) {
    return newest().map(newest -> new PriceCursor(known(version.orElse(newest), newest), 0));
  }

  /** Numbers have no gaps. */
  private static int known(int version, int newest) {
    if (version < 0 || version > newest) {
      throw new Refusal.NotFound(
          "price_version_not_found", "version", "There is no such price table.");
    }
    return version;
  }

  private Uni<PriceList> page(PriceCursor cursor, int limit) {
    return run(pool, PAGE, cursor.version(), cursor.position(), limit + 1)
        .map(
            rows -> {
              List<Price> found = PriceRows.all(rows, PriceRows::price);
              PriceCursor next = new PriceCursor(cursor.version(), cursor.position() + limit);
              return new PriceList(
                  cursor.version(), Page.of(found, limit, price -> next.toString()));
            });
  }

  @Override
  public Uni<Page<PriceVersion>> versions(Optional<String> behind, int limit) {
    int below = behind.map(PriceCursor::number).orElse(Integer.MAX_VALUE);
    return run(pool, VERSIONS, below, limit + 1)
        .map(rows -> PriceRows.all(rows, PriceRows::version))
        .map(found -> Page.of(found, limit, it -> Integer.toString(it.number())));
  }

  @Override
  public Uni<PriceVersion> publish(Caller by, Proposal proposal) {
    return table.change(
        connection ->
            newest(connection).chain(newest -> publish(connection, newest, by, proposal)));
  }

  private Uni<PriceVersion> publish(
      SqlConnection connection, int newest, Caller by, Proposal proposal) {
    return prices(connection, newest)
        .chain(
            old -> {
              List<Price> next = proposal.on(newest, old);
              return version(connection, newest + 1, by, proposal.note(), next.size())
                  .call(version -> fill(connection, version.number(), next))
                  .call(
                      version ->
                          OperatorsTable.record(connection, change(by, newest, old, version)));
            });
  }

  private Uni<PriceVersion> version(
      SqlConnection connection, int number, Caller by, String note, int prices) {
    return run(
            connection,
            PUBLISH,
            number,
            clock.instant().atOffset(ZoneOffset.UTC),
            by.owner(),
            note,
            prices)
        .map(rows -> PriceRows.version(rows.iterator().next()));
  }

  private static Uni<Void> fill(SqlConnection connection, int version, List<Price> prices) {
    return connection
        .preparedQuery(FILL)
        .execute(PriceRows.columns(version, prices))
        .replaceWithVoid();
  }

  /** The tables themselves are kept, so that their numbers say it all. */
  private static Change change(Caller by, int newest, List<Price> old, PriceVersion version) {
    return Change.of(
        by,
        "prices.publish",
        Integer.toString(version.number()),
        Optional.of(summary(newest, old.size())),
        Optional.of(summary(version.number(), version.prices())));
  }

  private static JsonObject summary(int version, int prices) {
    return new JsonObject().put("version", version).put("prices", prices);
  }

  private static Uni<Integer> newest(SqlClient client) {
    return client.query(NEWEST).execute().map(rows -> rows.iterator().next().getInteger(0));
  }

  private static Uni<List<Price>> prices(SqlClient client, int version) {
    return run(client, PRICES, version).map(rows -> PriceRows.all(rows, PriceRows::price));
  }

  private static Uni<RowSet<Row>> run(SqlClient client, String sql, Object... values) {
    return client.preparedQuery(sql).execute(Tuple.from(values));
  }
}
