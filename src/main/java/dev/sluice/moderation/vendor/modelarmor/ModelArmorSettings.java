package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Settings;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Model Armor has to be told.
 *
 * @param template its address
 * @param filters that the template has, so that every answer must tell of them
 * @param blockFrom the least sure a filter must be to block; less sure asks for review
 * @param anyLanguage whether texts are looked at in languages other than English
 */
record ModelArmorSettings(
    String template, Set<Filter> filters, Confidence blockFrom, boolean anyLanguage, int maxChars) {
  private static final int MAX = 5_000;
  private static final Set<String> BOOLEAN = Set.of("true", "false");

  static ModelArmorSettings of(Settings settings) {
    settings.onlyOptions("project", "filters", "block-from", "multi-language", "max-chars");
    String location = settings.region();
    String own = "https://modelarmor." + location + ".rep.googleapis.com";
    String path =
        "/v1/projects/%s/locations/%s/templates/%s"
            .formatted(
                plain(settings, "options.project", settings.option("project")),
                location,
                plain(settings, "service", settings.service()));
    return new ModelArmorSettings(
        settings.baseUrl(own).at(path),
        filters(settings),
        Confidence.of(settings.option("block-from", "low", Confidence.OPTIONS)),
        settings.option("multi-language", "true", BOOLEAN).equals("true"),
        settings.option("max-chars", MAX, 1, 100_000));
  }

  private static Set<Filter> filters(Settings settings) {
    return settings.options("filters", "rai,pi-and-jailbreak,csam", Filter.OPTIONS).stream()
        .map(Filter::ofOption)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Filter.class)));
  }

  /** It becomes a part of the address. */
  private static String plain(Settings settings, String key, String value) {
    if (!value.matches("[0-9A-Za-z_-]{1,100}")) {
      throw settings.wrong(key, value, "letters, digits, hyphens and underscores");
    }
    return value;
  }

  Capabilities capabilities() {
    return new Capabilities(
        maxChars,
        maxChars,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        Coverage.of(coverage()),
        filters.contains(Filter.SDP) ? Capabilities.Masking.SPANS : Capabilities.Masking.NONE,
        anyLanguage ? Set.of() : Set.of("en"));
  }

  private Set<Category> coverage() {
    return filters.stream()
        .flatMap(filter -> filter.coverage().stream())
        .collect(Collectors.toSet());
  }
}
