package dev.sluice.moderation.vendor.shumei;

import dev.sluice.model.Category;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Settings;
import java.util.EnumSet;
import java.util.Set;

/** What Shumei has to be told. */
record ShumeiSettings(
    Endpoint endpoint,
    String accessKey,
    String appId,
    String eventId,
    String type,
    String language) {
  private static final int MAX = 10_000;

  static ShumeiSettings of(Settings settings) {
    settings.onlyOptions("app-id", "type", "language");
    String own = "https://api-text-" + settings.region("bj") + ".fengkongcloud.com";
    return new ShumeiSettings(
        settings.baseUrl(own),
        settings.apiKey(),
        settings.optionalOption("app-id").orElse("default"),
        settings.optionalService().orElse("text"),
        settings.optionalOption("type").orElse("TEXTRISK"),
        settings.optionalOption("language").orElse("zh"));
  }

  /** They follow from what it is asked to look for. */
  Capabilities capabilities() {
    return new Capabilities(
        MAX,
        MAX,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        Coverage.of(coverage()),
        Capabilities.Masking.SPANS,
        language.equals("auto") ? Set.of() : Set.of(language));
  }

  private Set<Category> coverage() {
    Set<Category> coverage = EnumSet.noneOf(Category.class);
    if (type.contains("TEXTRISK")) {
      coverage.addAll(ShumeiLabels.COVERAGE);
    }
    if (type.contains("TEXTMINOR")) {
      coverage.add(Category.CHILD_SAFETY);
    }
    return coverage;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ShumeiSettings[" + endpoint.origin() + "]";
  }
}
