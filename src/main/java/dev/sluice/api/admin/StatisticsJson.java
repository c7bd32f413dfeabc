package dev.sluice.api.admin;

import dev.sluice.model.Category;
import dev.sluice.moderation.lexicon.library.Coverage;
import dev.sluice.moderation.lexicon.library.Edition;
import dev.sluice.moderation.lexicon.library.Required;
import dev.sluice.moderation.lexicon.library.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the word list covers, beside what is required of one. */
final class StatisticsJson {
  private StatisticsJson() {}

  static JsonObject of(Edition edition, Optional<Version> update, Instant now) {
    Coverage coverage = edition.coverage();
    return new JsonObject()
        .put("version", edition.lexicon().version())
        .put("total", count(coverage.total(), Required.TOTAL))
        .put("risks", risks(coverage.byRisk()))
        .put("categories", categories(coverage.byCategory()))
        .put("last_update", update(update, now));
  }

  private static JsonArray risks(Map<String, Integer> found) {
    Map<String, Integer> required = new TreeMap<>(Required.byRisk());
    found.keySet().forEach(code -> required.putIfAbsent(code, 0));
    JsonArray risks = new JsonArray();
    required.forEach(
        (code, least) -> risks.add(count(found.getOrDefault(code, 0), least).put("risk", code)));
    return risks;
  }

  private static JsonObject count(int entries, int required) {
    return new JsonObject()
        .put("entries", entries)
        .put("required", required)
        .put("enough", entries >= required);
  }

  private static JsonObject categories(Map<Category, Integer> found) {
    JsonObject categories = new JsonObject();
    Arrays.stream(Category.values())
        .filter(found::containsKey)
        .forEach(category -> categories.put(category.name(), found.get(category)));
    return categories;
  }

  /** Files count as of the last published version: when they changed nobody can tell. */
  private static JsonObject update(Optional<Version> update, Instant now) {
    Optional<Duration> age = update.map(it -> Duration.between(it.publishedAt(), now));
    return new JsonObject()
        .put("version", update.map(Version::number).orElse(null))
        .put("published_at", WordJson.text(update.map(Version::publishedAt)))
        .put("age_seconds", age.map(Duration::toSeconds).orElse(null))
        .put("allowed_seconds", Required.UPDATE.toSeconds())
        .put("recent", age.filter(it -> it.compareTo(Required.UPDATE) <= 0).isPresent());
  }
}
