package dev.sluice.quota.tables;

import io.smallrye.mutiny.Uni;

/**
 * What an operators' table says, kept in memory so that no request waits for it. It is loaded
 * before the gateway opens and every two seconds from then on.
 */
public interface MemoryCopy {

  /** The thing's name in logs and metrics, in the plural. */
  String what();

  /** Takes over what the table says now. Where it fails, what is there stays. */
  Uni<Void> refresh();
}
