package dev.sluice.moderation.vendor;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a vendor answered: hits, or none for a clear pass. Anything else it may say is a {@link
 * VendorFailure}.
 *
 * @param version of its model, as it names it; empty where it does not
 * @param session what it wants to be given with the next passage
 */
public record Judgement(List<Hit> hits, String version, Optional<String> session) {

  public Judgement {
    hits = List.copyOf(hits);
  }

  public static Judgement of(List<Hit> hits) {
    return new Judgement(hits, "", Optional.empty());
  }

  /**
   * One thing found.
   *
   * @param suggested what the vendor's own level amounts to: REVIEW for a suspicion, MASK, BLOCK
   * @param rawLabel the vendor's own word
   * @param score how sure it is, from 0 to 100
   * @param spans where in the inquiry's text, in UTF-16 units; empty where it does not say
   */
  public record Hit(
      Category category,
      Action suggested,
      String rawLabel,
      OptionalDouble score,
      List<Span> spans) {

    public Hit {
      spans = List.copyOf(spans);
    }

    public static Hit of(Category category, Action suggested, String rawLabel) {
      return new Hit(category, suggested, rawLabel, OptionalDouble.empty(), List.of());
    }
  }
}
