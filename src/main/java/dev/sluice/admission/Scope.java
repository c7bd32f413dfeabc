package dev.sluice.admission;

import dev.sluice.model.Caller.Role;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a credential may be used for. Every route names the one it needs; a key has all that its
 * role allows, or some of them.
 */
public enum Scope {
  /** Chats, in whatever shape they come. */
  CHAT,
  /** Generations that run by themselves. */
  GENERATIONS,
  /** Judging texts that belong to no chat. */
  MODERATIONS,
  /** The list of models. */
  MODELS,
  /** What concerns the account itself: who it is, its quota, its appeals. */
  ACCOUNT,
  /** The operators' API, as far as the role goes. */
  ADMIN;

  /** All that a role allows. */
  public static Set<Scope> of(Role role) {
    Set<Scope> all = EnumSet.allOf(Scope.class);
    if (role == Role.CALLER) {
      all.remove(ADMIN);
    }
    return all;
  }

  /** As it is written in requests and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
