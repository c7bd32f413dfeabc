package dev.sluice.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Who is on which plan, and how the ledger that counts against plans is kept. */
@ConfigMapping(prefix = "sluice.quota")
public interface QuotaConfig {

  /** Where a day begins and ends. */
  @WithDefault("Asia/Shanghai")
  ZoneId zone();

  /** The plan of accounts that name none. */
  @WithDefault("free")
  String defaultPlan();

  Map<String, AliasConfig> aliases();

  /** What becomes of requests while the ledger cannot be asked. */
  @WithDefault("refuse")
  OnLedgerFailure onLedgerFailure();

  /** The share of each limit, in percent, that one instance may spend without the ledger. */
  @WithDefault("5")
  int localShare();

  /** The longest that a request waits for the ledger. */
  @WithDefault("90ms")
  Duration ledgerTimeout();

  /** How long a reservation outlives the last sign of life of its instance. */
  @WithDefault("20s")
  Duration lease();

  /** The share of a limit, in percent, from which a warning is given. */
  @WithDefault("80")
  int warnAt();

  /** What to do while the ledger cannot be asked. */
  enum OnLedgerFailure {
    REFUSE,
    LOCAL
  }

  /** What holds for one model alias. */
  interface AliasConfig {
    /** Limits what each tenant may ask of it. */
    Optional<String> plan();
  }
}
