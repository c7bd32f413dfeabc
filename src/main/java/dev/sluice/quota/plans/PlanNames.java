package dev.sluice.quota.plans;

import java.util.regex.Pattern;

/** How a plan may be called. */
public final class PlanNames {
  public static final String ALLOWED =
      "1 to 63 lower-case letters, digits and hyphens that do not begin with a hyphen";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private PlanNames() {}

  public static boolean isOne(String text) {
    return NAME.matcher(text).matches();
  }
}
