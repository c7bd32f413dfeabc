package dev.sluice.api.admin;

import dev.sluice.model.Refusal;

/**
 * Reads ids in addresses that are numbers; asked behind the door, so that strangers learn nothing.
 */
final class Ids {
  private Ids() {}

  static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException none) {
      throw missing();
    }
  }

  static int place(String id) {
    try {
      return Integer.parseInt(id);
    } catch (NumberFormatException none) {
      throw missing();
    }
  }

  private static Refusal missing() {
    return new Refusal.NotFound("not_found", "id", "There is nothing of this number.");
  }
}
