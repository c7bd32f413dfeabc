package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Category;
import dev.sluice.model.Page;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;

/** The published word list in PostgreSQL: a version's entries are the rows whose range holds it. */
@ApplicationScoped
class PostgresWordList implements WordList {
  private static final String NEWEST = "select coalesce(max(number), 0) from lexicon_version";
  private static final String ENTRIES =
      """
      select * from lexicon_entry
      where since <= $1 and (until is null or until > $1) and id > $2
        and ($3::text is null or category = $3) and ($4::text is null or word ilike $4)
      order by id limit $5
      """;
  private static final String ENTRY = "select * from lexicon_entry where id = $1 and until is null";
  private static final String VERSIONS =
      "select * from lexicon_version where number < $1 order by number desc limit $2";
  private static final String LAST_UPDATE =
      "select * from lexicon_version where restores is null order by number desc limit 1";

  private final Pool pool;

  PostgresWordList(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Integer> newest() {
    return pool.query(NEWEST).execute().map(rows -> rows.iterator().next().getInteger(0));
  }

  @Override
  public Uni<Page<ListEntry>> entries(int version, Filter filter, Slice slice) {
    Tuple asked =
        Tuple.from(
            Arrays.asList(
                version,
                slice.number().orElse(0),
                filter.category().map(Category::name).orElse(null),
                filter.part().isEmpty() ? null : anywhere(filter.part()),
                slice.limit() + 1));
    return pool.preparedQuery(ENTRIES)
        .execute(asked)
        .emitOn(Infrastructure.getDefaultWorkerPool()) // a whole list takes its time to be read
        .map(rows -> Rows.all(rows, Rows::entry))
        .map(found -> Page.of(found, slice.limit(), PostgresWordList::key));
  }

  @Override
  public Uni<ListEntry> entry(EntryId id) {
    return pool.preparedQuery(ENTRY)
        .execute(Tuple.of(id.number()))
        .map(rows -> Rows.first(rows, Rows::entry).orElseThrow(EntryId::unknown));
  }

  @Override
  public Uni<Page<Version>> versions(Slice slice) {
    int below = (int) Math.min(slice.number().orElse(Integer.MAX_VALUE), Integer.MAX_VALUE);
    return pool.preparedQuery(VERSIONS)
        .execute(Tuple.of(below, slice.limit() + 1))
        .map(rows -> Rows.all(rows, Rows::version))
        .map(found -> Page.of(found, slice.limit(), it -> Integer.toString(it.number())));
  }

  @Override
  public Uni<Optional<Version>> lastUpdate() {
    return pool.query(LAST_UPDATE).execute().map(rows -> Rows.first(rows, Rows::version));
  }

  private static String key(ListEntry entry) {
    return Long.toString(entry.id().number());
  }

  private static String anywhere(String part) {
    return "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
