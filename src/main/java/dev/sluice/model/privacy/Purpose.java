package dev.sluice.model.privacy;

import java.util.regex.Pattern;

/**
 * What a field is for, such as {@code phone}. A value sealed or fingerprinted for one purpose is
 * worth nothing for another, so a name is never used for two things and never changed.
 */
public record Purpose(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,31}");

  public Purpose {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a purpose is up to 32 small letters and hyphens");
    }
  }
}
