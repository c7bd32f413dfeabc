package dev.sluice.quota;

/** Makes terms for tests in other packages. */
public final class TestTerms {
  private TestTerms() {}

  public static Terms of(Plans plans, QuotaConfig config) {
    return new Terms(plans, config);
  }
}
