package dev.sluice.moderation.chain;

import java.util.List;

/** How the configured vendors do, as this instance sees it. */
public interface VendorsHealth {

  /** Every vendor, by id. */
  List<VendorHealth> all();
}
