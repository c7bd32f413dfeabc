package dev.sluice.quota.report;

/** What a report tells apart, each a column of the settled usage. */
public enum Part {
  /** The local day on which it was settled, in {@code sluice.quota.zone}. */
  DAY("day"),
  TENANT("tenant"),
  ACCOUNT("account"),
  ALIAS("alias"),
  PROVIDER("provider"),
  /** The provider's own name for it. */
  MODEL("upstream_model"),
  /** Which API key, by its id. */
  CREDENTIAL("credential");

  private final String column;

  Part(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }
}
