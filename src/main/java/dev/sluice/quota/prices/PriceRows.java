package dev.sluice.quota.prices;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Price tables from and to their rows. */
final class PriceRows {
  private static final Comparator<Price> ORDER =
      Comparator.comparing(Price::provider)
          .thenComparing(Price::model)
          .thenComparing(price -> price.validFrom().orElse(Instant.MIN));

  private PriceRows() {}

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reading) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(reading.apply(row)));
    return all;
  }

  static Price price(Row row) {
    return new Price(
        row.getString("provider"),
        row.getString("model"),
        row.getLong("input"),
        row.getLong("output"),
        Optional.ofNullable(row.getOffsetDateTime("valid_from")).map(OffsetDateTime::toInstant));
  }

  static PriceVersion version(Row row) {
    return new PriceVersion(
        row.getInteger("number"),
        row.getOffsetDateTime("published_at").toInstant(),
        row.getString("published_by"),
        row.getString("note"),
        row.getInteger("prices"));
  }

  /** A version and its columns, for one statement. */
  static Tuple columns(int version, List<Price> prices) {
    List<Price> sorted = prices.stream().sorted(ORDER).toList();
    Tuple columns = Tuple.of(version);
    columns.addArrayOfString(sorted.stream().map(Price::provider).toArray(String[]::new));
    columns.addArrayOfString(sorted.stream().map(Price::model).toArray(String[]::new));
    columns.addArrayOfLong(sorted.stream().map(Price::input).toArray(Long[]::new));
    columns.addArrayOfLong(sorted.stream().map(Price::output).toArray(Long[]::new));
    columns.addArrayOfOffsetDateTime(
        sorted.stream().map(PriceRows::validFrom).toArray(OffsetDateTime[]::new));
    return columns;
  }

  private static OffsetDateTime validFrom(Price price) {
    return price.validFrom().map(from -> from.atOffset(ZoneOffset.UTC)).orElse(null);
  }
}
