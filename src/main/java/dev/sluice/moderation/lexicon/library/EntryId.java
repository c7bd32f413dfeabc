package dev.sluice.moderation.lexicon.library;

import dev.sluice.model.Refusal;
import java.util.regex.Pattern;

/** Names an entry through all versions of the list; written {@code w17}. */
public record EntryId(long number) {
  private static final Pattern WRITTEN = Pattern.compile("w[1-9][0-9]{0,17}");

  /**
   * @throws Refusal.NotFound where no entry could be called so
   */
  public static EntryId parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw unknown();
    }
    return new EntryId(Long.parseLong(text.substring(1)));
  }

  static Refusal.NotFound unknown() {
    return new Refusal.NotFound("entry_not_found", "id", "The word list has no such entry.");
  }

  @Override
  public String toString() {
    return "w" + number;
  }
}
