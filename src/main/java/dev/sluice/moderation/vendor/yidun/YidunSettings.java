package dev.sluice.moderation.vendor.yidun;

/** What Yidun has to be told. */
record YidunSettings(
    String origin, String secretId, String secretKey, String businessId, YidunSignature signature) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return "YidunSettings[" + origin + "]";
  }
}
