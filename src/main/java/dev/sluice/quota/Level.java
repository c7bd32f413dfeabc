package dev.sluice.quota;

import java.util.Locale;

/** Whose limit it is; all levels of a request must allow it. */
public enum Level {
  ACCOUNT,
  /** One API key. */
  CREDENTIAL,
  /** All accounts of a tenant together. */
  TENANT,
  /** What a tenant may ask of one model alias. */
  ALIAS;

  /** As callers and metrics read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
