package dev.sluice.moderation.vendor;

import dev.sluice.model.Action;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From where on a vendor's number counts, for vendors that give numbers and leave the judging to
 * others: the options {@code review} and {@code block}, and the same with {@code -<label>} behind
 * them for single labels, in lower case and with hyphens between their words.
 */
public final class Thresholds {
  private final Bounds standard;
  private final Map<String, Bounds> byLabel;

  private Thresholds(Bounds standard, Map<String, Bounds> byLabel) {
    this.standard = standard;
    this.byLabel = byLabel;
  }

  /**
   * Reads the options. A {@code review} above its {@code block} throws {@code
   * ConfigurationException}.
   *
   * @param number reads one option, or gives its default
   */
  public static Thresholds of(
      Settings settings, Collection<String> labels, Reading number, double review, double block) {
    Bounds standard = bounds(settings, number, "", new Bounds(review, block));
    return new Thresholds(
        standard,
        labels.stream()
            .collect(
                Collectors.toMap(
                    it -> it, it -> bounds(settings, number, "-" + word(it), standard))));
  }

  /** Who only says that less blocks need not say that less asks for review, too. */
  private static Bounds bounds(Settings settings, Reading number, String suffix, Bounds otherwise) {
    double block = number.option("block" + suffix, otherwise.block);
    double review = number.option("review" + suffix, Math.min(otherwise.review, block));
    if (review > block) {
      String most = "at most what options.block" + suffix + " is, " + block;
      throw settings.wrong("options.review" + suffix, String.valueOf(review), most);
    }
    return new Bounds(review, block);
  }

  /** The names of all options that are read. */
  public static List<String> options(Collection<String> labels) {
    return Stream.concat(Stream.of(""), labels.stream().map(it -> "-" + word(it)))
        .flatMap(suffix -> Stream.of("review" + suffix, "block" + suffix))
        .toList();
  }

  /** What a number amounts to; a label nobody knew at start has the general bounds. */
  public Action action(String label, double number) {
    Bounds bounds = byLabel.getOrDefault(label, standard);
    if (number >= bounds.block) {
      return Action.BLOCK;
    }
    return number >= bounds.review ? Action.REVIEW : Action.PASS;
  }

  private static String word(String label) {
    return label.replaceAll("[/_]|(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Reads an option that is a number of the vendor's scale. */
  @FunctionalInterface
  public interface Reading {
    double option(String name, double otherwise);
  }

  private record Bounds(double review, double block) {}
}
