package dev.sluice.moderation.vendor.modelarmor;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** How sure a filter is, by Model Armor's words. */
enum Confidence {
  LOW("LOW_AND_ABOVE", 30),
  MEDIUM("MEDIUM_AND_ABOVE", 60),
  HIGH("HIGH", 90);

  static final Set<String> OPTIONS = Set.of("low", "medium", "high");

  private final String word;
  private final double score;

  Confidence(String word, double score) {
    this.word = word;
    this.score = score;
  }

  static Confidence of(String option) {
    return valueOf(option.toUpperCase(Locale.ROOT));
  }

  /** Empty for any other word. */
  static Optional<Confidence> ofWord(String word) {
    for (Confidence one : values()) {
      if (one.word.equals(word)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** From 0 to 100. */
  OptionalDouble score() {
    return OptionalDouble.of(score);
  }
}
