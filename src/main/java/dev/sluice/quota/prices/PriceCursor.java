package dev.sluice.quota.prices;

import dev.sluice.model.Refusal;

/** Where a page of prices goes on: behind a position of one version. */
record PriceCursor(int version, int position) {

  static PriceCursor parse(String text) {
    try {
      String[] parts = text.split("/", -1);
      if (parts.length == 2) {
        return new PriceCursor(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException foreign) {
      // Refused below, like any other foreign cursor.
    }
    throw foreign();
  }

  /** A cursor among versions. */
  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException foreign) {
      throw foreign();
    }
  }

  private static Refusal foreign() {
    return Refusal.Invalid.parameter("cursor", "'cursor' must be one that a page gave.");
  }

  @Override
  public String toString() {
    return version + "/" + position;
  }
}
