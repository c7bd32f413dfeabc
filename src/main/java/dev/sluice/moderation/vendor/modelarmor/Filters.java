package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.moderation.vendor.wire.Reply;

/** What all filters' results have in common. */
final class Filters {
  private Filters() {}

  /** Whether a filter that was carried out found something. */
  static boolean matched(Reply result) {
    if (!result.text("executionState").equals("EXECUTION_SUCCESS")) {
      throw result.unreadable("executionState");
    }
    return matched(result, "matchState");
  }

  static boolean matched(Reply result, String field) {
    return switch (result.text(field)) {
      case "MATCH_FOUND" -> true;
      case "NO_MATCH_FOUND" -> false;
      default -> throw result.unreadable(field);
    };
  }
}
