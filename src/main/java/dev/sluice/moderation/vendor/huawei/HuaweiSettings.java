package dev.sluice.moderation.vendor.huawei;

import java.util.Optional;

/**
 * What Huawei Cloud has to be told.
 *
 * @param strategy made in its console; none: its own
 */
record HuaweiSettings(
    String origin,
    String keyId,
    String keySecret,
    String projectId,
    String eventType,
    Optional<String> strategy) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "HuaweiSettings[" + origin + "]";
  }
}
