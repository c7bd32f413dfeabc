package dev.sluice.quota.ledger;

import java.util.List;

/** Where a tenant lies in Redis: under one hash tag, so on one node of a cluster. */
final class LedgerKeys {
  static final String TENANTS = "slc:quota:tenants";

  private LedgerKeys() {}

  static List<String> of(String tenant) {
    return List.of(key(tenant, "state"), key(tenant, "leases"));
  }

  /** Where the numbers of a rebuild are gathered until they are whole. */
  static String rebuilt(String tenant, long epoch) {
    return key(tenant, "rebuilt:" + epoch);
  }

  private static String key(String tenant, String what) {
    return "slc:quota:{" + Levels.plain(tenant) + "}:" + what;
  }
}
