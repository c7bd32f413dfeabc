package dev.sluice.quota.ledger;

import dev.sluice.model.Usage;
import dev.sluice.quota.Prices;
import dev.sluice.quota.Progress;
import dev.sluice.quota.Target;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** What is noted beside an entry, so that another instance can finish it. */
public final class Note {
  private Note() {}

  /** Of a generation that is under way. */
  public static String of(Levels levels, Progress progress) {
    JsonObject note = begin(levels);
    progress.by().ifPresent(by -> put(note, by));
    return note.put("input", progress.inputTokens())
        .put("output", progress.outputTokens())
        .encode();
  }

  /** Of one that ended and is not on record yet. */
  public static String of(UsageRecord usage) {
    JsonObject note = begin(usage.levels());
    put(note, usage.by());
    return note.put("day", usage.day())
        .put("began", usage.beganAt().toEpochMilli())
        .put("input", usage.usage().inputTokens())
        .put("output", usage.usage().outputTokens())
        .put("exact", usage.usage() instanceof Usage.Exact)
        .put("micros", usage.cost().micros())
        .put("prices", usage.cost().version())
        .put("over_input", usage.overdraft().input())
        .put("over_output", usage.overdraft().output())
        .put("over_micros", usage.overdraft().money())
        .put("outcome", usage.outcome())
        .put("settled", usage.settledAt().toEpochMilli())
        .encode();
  }

  private static JsonObject begin(Levels levels) {
    return new JsonObject()
        .put("account", levels.account())
        .put("credential", levels.credential())
        .put("alias", levels.alias());
  }

  private static void put(JsonObject note, Target by) {
    note.put("provider", by.provider()).put("model", by.upstreamModel());
  }

  static Levels levels(String tenant, String text) {
    JsonObject note = new JsonObject(text);
    return new Levels(
        tenant, note.getString("account"), note.getString("credential"), note.getString("alias"));
  }

  /** How far a generation that is under way had come. */
  public static Progress progress(String text) {
    JsonObject note = new JsonObject(text);
    return new Progress(
        Optional.ofNullable(note.getString("provider")).map(ignored -> by(note)),
        note.getLong("input"),
        note.getLong("output"));
  }

  /** The record of a generation that ended. */
  public static UsageRecord usage(Entry settled) {
    JsonObject note = new JsonObject(settled.note());
    int input = note.getInteger("input");
    int output = note.getInteger("output");
    return new UsageRecord(
        settled.id(),
        settled.levels(),
        by(note),
        note.getLong("day"),
        Instant.ofEpochMilli(note.getLong("began")),
        note.getBoolean("exact")
            ? new Usage.Exact(input, output, 0, 0)
            : new Usage.Estimated(input, output),
        new Prices.Cost(note.getLong("micros"), note.getInteger("prices")),
        new Amounts(
            0,
            note.getLong("over_input"),
            note.getLong("over_output"),
            note.getLong("over_micros")),
        note.getString("outcome"),
        Instant.ofEpochMilli(note.getLong("settled")));
  }

  private static Target by(JsonObject note) {
    return new Target(note.getString("provider"), note.getString("model"));
  }
}
