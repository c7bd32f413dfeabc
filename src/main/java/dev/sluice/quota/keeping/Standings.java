package dev.sluice.quota.keeping;

import dev.sluice.model.Caller;
import dev.sluice.model.Refusal;
import dev.sluice.quota.Allowance;
import dev.sluice.quota.Bound;
import dev.sluice.quota.Level;
import dev.sluice.quota.Terms;
import dev.sluice.quota.ledger.Ledger;
import dev.sluice.quota.ledger.Levels;
import dev.sluice.quota.ledger.Reading;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How callers stand with the limits that their generations meet. */
@ApplicationScoped
public class Standings {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Terms terms;
  private final LedgerAccess ledger;

  Standings(Terms terms, LedgerAccess ledger) {
    this.terms = terms;
    this.ledger = ledger;
  }

  /**
   * First the limits that hold for all aliases, then those of each alias that has a plan. Fails
   * with {@link Refusal.Unavailable} where the ledger cannot be asked.
   */
  public Uni<List<AliasAllowance>> of(Caller caller) {
    List<Uni<AliasAllowance>> looks = new ArrayList<>();
    looks.add(look(caller, Optional.empty()));
    terms.limitedAliases().stream()
        .filter(alias -> caller.rights().mayName(alias))
        .forEach(alias -> looks.add(look(caller, Optional.of(alias))));
    // One behind the other: of several at a time a ledger that recovers would be asked one only.
    return Multi.createBy()
        .concatenating()
        .streams(looks.stream().map(Uni::toMulti).toList())
        .collect()
        .asList()
        .onFailure(failure -> !(failure instanceof Refusal))
        .transform(failure -> LedgerOutage.unavailable(SOON));
  }

  private Uni<AliasAllowance> look(Caller caller, Optional<String> alias) {
    String name = alias.orElse("");
    return Uni.createFrom()
        .item(() -> bounds(caller, name, alias.isPresent()))
        .chain(bounds -> ledger.look(Levels.of(caller, name), bounds))
        .map(answer -> new AliasAllowance(alias, allowance(answer)));
  }

  private List<Bound> bounds(Caller caller, String alias, boolean ofAlias) {
    return terms.of(caller, alias).stream()
        .filter(bound -> (bound.level() == Level.ALIAS) == ofAlias)
        .toList();
  }

  private static Allowance allowance(Ledger.Answer answer) {
    if (answer instanceof Ledger.Granted looked) {
      return new Allowance(looked.readings().stream().map(Reading::before).toList());
    }
    throw LedgerOutage.unavailable(SOON);
  }
}
