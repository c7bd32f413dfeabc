package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What all formats say in the same words. */
final class Words {
  private Words() {}

  static Category category(int line, String name) {
    return Arrays.stream(Category.values())
        .filter(each -> each.name().equals(name.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new BadLine(
                    line,
                    "has no known category; allowed are " + Arrays.toString(Category.values())));
  }

  /** None where the text is blank: then the category decides. */
  static Optional<Action> action(int line, String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "block" -> Optional.of(Action.BLOCK);
      case "review" -> Optional.of(Action.REVIEW);
      case "mask" -> Optional.of(Action.MASK);
      default -> throw new BadLine(line, "has no known action; allowed are block, review and mask");
    };
  }

  static Category given(int line, Optional<Category> category) {
    return category.orElseThrow(
        () -> new BadLine(line, "names no category, and none was given for the whole list"));
  }

  /** The word, or what is wrong with it as something wrong with its line. */
  static Numbered at(int line, Supplier<ListedWord> word) {
    try {
      return new Numbered(line, word.get());
    } catch (Refusal.Invalid wrong) {
      throw new BadLine(line, "cannot be an entry: " + withoutStop(wrong.getMessage()));
    }
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
