package dev.sluice.admission.launch.batch;

import dev.sluice.admission.launch.Patience;
import dev.sluice.model.Caller;
import dev.sluice.model.Change;
import dev.sluice.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Launches in PostgreSQL. Whoever moves one on holds its row for the length of a transaction. */
@ApplicationScoped
class PostgresLaunches implements Launches {
  private final Pool pool;
  private final Clock clock;
  private final LaunchHealth health;
  private final HealthRules rules;

  PostgresLaunches(Pool pool, Clock clock, LaunchHealth health, HealthRules rules) {
    this.pool = pool;
    this.clock = clock;
    this.health = health;
    this.rules = rules;
  }

  @Override
  public Uni<Launch> of(String tenant) {
    return Patience.limit(
        pool.withConnection(connection -> new LaunchRows(connection, tenant).current()));
  }

  @Override
  public Uni<Launch> plan(Caller by, String name, int cap) {
    return move(
        by,
        launch -> bounded(launch).plan(name, cap),
        (rows, before, after) -> {
          Batch planned = after.batch(after.batches().size());
          return write(rows, by, "batch.plan", Optional.empty(), planned, new JsonObject());
        });
  }

  private static Launch bounded(Launch launch) {
    if (launch.batches().size() >= MOST_BATCHES) {
      throw new Refusal.Conflict("too_many_batches", "There are " + MOST_BATCHES + " batches.");
    }
    return launch;
  }

  @Override
  public Uni<Launch> open(Caller by, int number, Optional<String> override) {
    return health.of(by.tenant()).chain(found -> open(by, number, override, found));
  }

  private Uni<Launch> open(Caller by, int number, Optional<String> override, Health found) {
    List<String> broken = rules.broken(found);
    JsonObject grounds = new JsonObject().put("broken_rules", new JsonArray(broken));
    override.ifPresent(reason -> grounds.put("override", reason));
    return move(
        by,
        launch -> launch.open(number, broken, override, clock.instant()),
        (rows, before, after) ->
            write(
                rows,
                by,
                "batch.open",
                Optional.of(before.batch(number)),
                after.batch(number),
                grounds));
  }

  @Override
  public Uni<Launch> close(Caller by, int number) {
    return move(
        by,
        launch -> launch.close(number, clock.instant()),
        (rows, before, after) ->
            write(
                rows,
                by,
                "batch.close",
                Optional.of(before.batch(number)),
                after.batch(number),
                new JsonObject()));
  }

  @Override
  public Uni<Launch> halt(Caller by, String reason) {
    Launch.Halt halt = new Launch.Halt(clock.instant(), by.owner(), reason);
    return move(
        by,
        launch -> launch.stop(halt),
        (rows, before, after) -> write(rows, by, "launch.halt", before, after));
  }

  @Override
  public Uni<Launch> resume(Caller by) {
    return move(
        by,
        Launch::resume,
        (rows, before, after) -> write(rows, by, "launch.resume", before, after));
  }

  /** Applies the move to the launch as it stands, and writes what came of it. */
  private Uni<Launch> move(Caller by, UnaryOperator<Launch> step, Writing writing) {
    return Patience.limit(
        pool.withTransaction(
            transaction -> move(new LaunchRows(transaction, by.tenant()), step, writing)));
  }

  private static Uni<Launch> move(LaunchRows rows, UnaryOperator<Launch> step, Writing writing) {
    return rows.locked()
        .chain(
            before -> {
              Launch after = step.apply(before);
              return writing.write(rows, before, after).replaceWith(after);
            });
  }

  private Uni<Void> write(
      LaunchRows rows,
      Caller by,
      String action,
      Optional<Batch> before,
      Batch after,
      JsonObject grounds) {
    String subject = "launch/" + by.tenant() + "/" + after.number();
    JsonObject state = LaunchRows.json(after).mergeIn(grounds);
    Change change =
        Change.of(by, action, subject, before.map(LaunchRows::json), Optional.of(state));
    return rows.write(after, clock.instant()).chain(() -> rows.record(change));
  }

  private static Uni<Void> write(
      LaunchRows rows, Caller by, String action, Launch before, Launch after) {
    String subject = "launch/" + by.tenant();
    Change change = Change.of(by, action, subject, halt(before), halt(after));
    return rows.write(after.halt()).chain(() -> rows.record(change));
  }

  private static Optional<JsonObject> halt(Launch launch) {
    return launch.halt().map(halt -> new JsonObject().put("reason", halt.reason()));
  }

  /** Writes a move, and its record. */
  private interface Writing {
    Uni<Void> write(LaunchRows rows, Launch before, Launch after);
  }
}
