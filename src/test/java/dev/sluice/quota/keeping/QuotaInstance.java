package dev.sluice.quota.keeping;

import dev.sluice.quota.Plan;
import dev.sluice.quota.Plans;
import dev.sluice.quota.Prices;
import dev.sluice.quota.QuotaConfig;
import dev.sluice.quota.TestTerms;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.MemoryLedger;
import dev.sluice.quota.ledger.MemoryUsageRecords;
import dev.sluice.quota.ledger.UsageRecords;
import dev.sluice.testing.Configs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;

/** What one gateway instance keeps quotas with, without a timer: a test says when it looks. */
public final class QuotaInstance {
  /** A thousandth of the currency a token. */
  public static final Prices A_THOUSAND_MICROS_A_TOKEN =
      (provider, model, input, output) -> new Prices.Cost((input + output) * 1000, 7);

  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Held held = new Held();
  private final Quotas quotas;
  private final Standings standings;
  private final Upkeep upkeep;

  public QuotaInstance(Ledger ledger, UsageRecords records, Plans plans, QuotaConfig config) {
    Warnings warnings = new Warnings(metrics);
    Clock clock = Clock.systemUTC();
    Charges charges = new Charges(A_THOUSAND_MICROS_A_TOKEN, clock);
    Rebuild rebuild = new Rebuild(records, ledger, config);
    LedgerAccess access = new LedgerAccess(ledger, rebuild);
    this.standings = new Standings(TestTerms.of(plans, config), access);
    this.quotas =
        new Quotas(
            TestTerms.of(plans, config),
            charges,
            access,
            records,
            held,
            warnings,
            new LedgerOutage(config, clock));
    LostReservations lost = new LostReservations(ledger, records, charges, warnings, held);
    this.upkeep = new Upkeep(new Telling(held, ledger, rebuild), ledger, lost, config, null);
  }

  /** One whose ledger and records are these, and where nobody has a limit. */
  public static QuotaInstance unlimited(MemoryLedger ledger, MemoryUsageRecords records) {
    QuotaConfig config = Configs.of(QuotaConfig.class);
    return new QuotaInstance(ledger, records, name -> Optional.of(Plan.UNLIMITED), config);
  }

  public static QuotaInstance unlimited() {
    return unlimited(new MemoryLedger(), new MemoryUsageRecords());
  }

  public Quotas quotas() {
    return quotas;
  }

  public Standings standings() {
    return standings;
  }

  /** One round of upkeep. */
  public Uni<Void> round() {
    return upkeep.round();
  }

  public int held() {
    return held.size();
  }
}
