package dev.sluice.moderation.vendor;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.moderation.vendor.Judgement.Hit;
import java.util.List;

/** Reconciles what a vendor says of a text as a whole with what it says of each finding. */
public final class Levels {
  private Levels() {}

  /**
   * No hits where the whole passes: an answer whose details say otherwise decides nothing. Else the
   * hits, none of them weaker than the whole unless another explains it. A whole that nothing
   * explains is a hit of OTHER; one that is to be masked, nobody knows where, is blocked.
   *
   * @param rawLabel the vendor's word for the whole
   * @throws VendorFailure for a pass in spite of its details
   */
  public static List<Hit> reaching(Action whole, List<Hit> hits, String rawLabel) {
    if (whole == Action.PASS) {
      return passing(hits);
    }
    if (hits.isEmpty()) {
      Action action = whole == Action.MASK ? Action.BLOCK : whole;
      return List.of(Hit.of(Category.OTHER, action, rawLabel));
    }
    boolean explained = hits.stream().anyMatch(hit -> hit.suggested().compareTo(whole) >= 0);
    return explained ? hits : hits.stream().map(hit -> raised(hit, whole)).toList();
  }

  private static List<Hit> passing(List<Hit> hits) {
    if (!hits.isEmpty()) {
      throw new VendorFailure(VendorFailure.Kind.RETRYABLE, "a pass in spite of its details");
    }
    return hits;
  }

  private static Hit raised(Hit hit, Action whole) {
    return new Hit(hit.category(), whole, hit.rawLabel(), hit.score(), hit.spans());
  }
}
