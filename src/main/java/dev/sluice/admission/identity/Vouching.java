package dev.sluice.admission.identity;

import dev.sluice.model.Caller;
import java.util.Optional;

/**
 * On whose word an identity is recorded.
 *
 * @param by who, as {@code tenant/account}
 * @param credential which of his credentials was shown, by its id
 * @param ticket the back office's paper trail; empty where a program verified it
 */
record Vouching(How how, String by, String credential, Optional<String> ticket) {

  static Vouching ofProgram(How how, Caller caller) {
    return new Vouching(how, caller.owner(), caller.credential(), Optional.empty());
  }

  static Vouching ofOperator(Caller by, String ticket) {
    return new Vouching(How.MANUAL, by.owner(), by.credential(), Optional.of(ticket));
  }
}
