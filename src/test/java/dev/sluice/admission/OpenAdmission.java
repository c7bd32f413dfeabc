package dev.sluice.admission;

/** Admission for tests of those who come behind it: asks no store, as none is needed to allow. */
public final class OpenAdmission {
  private OpenAdmission() {}

  public static Admission create() {
    return new Admission(null);
  }
}
