package dev.sluice.moderation.vendor.shumei;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Capabilities;
import java.util.EnumSet;
import java.util.Set;

/** What Shumei has to be told. */
record ShumeiSettings(
    String origin, String accessKey, String appId, String eventId, String type, String language) {
  private static final int MAX = 10_000;

  /** They follow from what it is asked to look for. */
  Capabilities capabilities() {
    return new Capabilities(
        MAX,
        MAX,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        coverage(),
        Capabilities.Masking.SPANS,
        language.equals("auto") ? Set.of() : Set.of(language),
        false);
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
    return "ShumeiSettings[" + origin + "]";
  }
}
