package dev.sluice.moderation.vendor.azure;

import dev.sluice.model.Category;
import dev.sluice.model.signature.Endpoint;
import dev.sluice.moderation.vendor.Capabilities;
import dev.sluice.moderation.vendor.Coverage;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Azure has to be told.
 *
 * @param blocklists our word lists there, by name
 * @param halt whether a word of a list spares the other judging
 * @param shield whether inputs are looked at for prompt attacks
 * @param highest severity there is
 */
record AzureSettings(
    Endpoint endpoint,
    List<Map.Entry<String, String>> headers,
    String analyzeVersion,
    String shieldVersion,
    List<String> blocklists,
    boolean halt,
    boolean shield,
    int highest,
    Thresholds thresholds) {
  static final List<String> CATEGORIES = List.of("Hate", "SelfHarm", "Sexual", "Violence");

  private static final int MAX = 10_000;
  private static final Set<String> BOOLEAN = Set.of("true", "false");

  static AzureSettings of(Settings settings) {
    settings.onlyOptions(options());
    int highest = settings.option("levels", "4", Set.of("4", "8")).equals("4") ? 6 : 7;
    return new AzureSettings(
        settings.baseUrl(),
        List.of(
            Map.entry("content-type", "application/json"),
            Map.entry("ocp-apim-subscription-key", settings.apiKey())),
        version(settings, "api-version", "2023-10-01"),
        version(settings, "shield-api-version", "2024-09-01"),
        blocklists(settings),
        settings.option("halt-on-blocklist-hit", "false", BOOLEAN).equals("true"),
        settings.option("prompt-shield", "true", BOOLEAN).equals("true"),
        highest,
        Thresholds.of(
            settings,
            CATEGORIES,
            (name, otherwise) -> settings.option(name, (int) otherwise, 1, highest),
            2,
            4));
  }

  private static String[] options() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "api-version",
                "shield-api-version",
                "blocklists",
                "halt-on-blocklist-hit",
                "prompt-shield",
                "levels"));
    names.addAll(Thresholds.options(CATEGORIES));
    return names.toArray(String[]::new);
  }

  /** It becomes a part of the address. */
  private static String version(Settings settings, String option, String otherwise) {
    String version = settings.optionalOption(option).orElse(otherwise);
    if (!version.matches("[0-9A-Za-z-]{1,40}")) {
      throw settings.wrong("options." + option, version, "a version such as " + otherwise);
    }
    return version;
  }

  private static List<String> blocklists(Settings settings) {
    return settings
        .optionalOption("blocklists")
        .map(names -> Arrays.asList(names.split("\\s*,\\s*")))
        .orElseGet(List::of);
  }

  /** They follow from what it is asked to look for. */
  Capabilities capabilities() {
    return new Capabilities(
        MAX,
        MAX,
        Capabilities.Unit.CODE_POINTS,
        Capabilities.Session.NONE,
        Coverage.of(coverage()),
        blocklists.isEmpty() ? Capabilities.Masking.NONE : Capabilities.Masking.SPANS,
        Set.of());
  }

  private Set<Category> coverage() {
    Set<Category> coverage =
        EnumSet.of(
            Category.ABUSE_HATE,
            Category.SELF_HARM,
            Category.PORNOGRAPHY,
            Category.SEXUAL_SUGGESTIVE,
            Category.VIOLENCE_TERROR);
    if (!blocklists.isEmpty()) {
      coverage.add(Category.CUSTOM);
    }
    if (shield) {
      coverage.add(Category.PROMPT_ATTACK);
    }
    return coverage;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "AzureSettings[" + endpoint.origin() + "]";
  }
}
