package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.model.Category;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Model Armor's filters, by the fields their results stand in. */
enum Filter {
  RAI("raiFilterResult", Category.PORNOGRAPHY, Category.ABUSE_HATE, Category.VIOLENCE_TERROR),
  SDP("sdpFilterResult", Category.PRIVACY),
  PI_AND_JAILBREAK("piAndJailbreakFilterResult", Category.PROMPT_ATTACK),
  MALICIOUS_URIS("maliciousUriFilterResult", Category.OTHER),
  // The doubled word is Google's.
  CSAM("csamFilterFilterResult", Category.CHILD_SAFETY),
  VIRUS_SCAN("virusScanFilterResult", Category.OTHER);

  static final Set<String> OPTIONS =
      Arrays.stream(values()).map(Filter::option).collect(Collectors.toUnmodifiableSet());

  private final String field;
  private final Set<Category> coverage;

  Filter(String field, Category... coverage) {
    this.field = field;
    this.coverage = Set.of(coverage);
  }

  static Filter ofOption(String option) {
    return valueOf(option.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Empty for a filter newer than this. */
  static Optional<Filter> ofField(String field) {
    return Arrays.stream(values()).filter(it -> it.field.equals(field)).findFirst();
  }

  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Set<Category> coverage() {
    return coverage;
  }
}
