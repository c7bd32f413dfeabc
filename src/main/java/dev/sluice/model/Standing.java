package dev.sluice.model;

import java.util.Optional;

/**
 * What is known of an account, and what speaks against serving it.
 *
 * @param suspension what a suspended account is told; empty where it is active
 */
public record Standing(Optional<String> suspension, RealName realName, Invitation invitation) {
  /** Active; neither its person nor an invite is known. */
  public static final Standing UNKNOWN =
      new Standing(Optional.empty(), RealName.UNKNOWN, Invitation.NONE);

  /** Whether the person behind the account is known. */
  public enum RealName {
    UNKNOWN,
    VERIFIED
  }

  /** Whether an invite let the account in. */
  public enum Invitation {
    NONE,
    REDEEMED
  }
}
