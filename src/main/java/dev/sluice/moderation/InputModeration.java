package dev.sluice.moderation;

import dev.sluice.model.Caller;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Finding;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** Judges what a caller sends, before any of it goes to a provider. */
public interface InputModeration {

  /**
   * The request as it may go on, parts of it masked where the policy says so. Fails with {@link
   * dev.sluice.model.Refusal.InputBlocked}, {@code Forbidden} (suspended), {@code Invalid} (beyond
   * the alias's bounds) or {@code Unavailable} ({@code moderation_unavailable}). What comes, comes
   * on the Vert.x context it was subscribed on.
   *
   * @param findings takes evidence that mattered, before the item or failure comes
   */
  Uni<ChatRequest> inspect(Received from, ChatRequest request, Consumer<Finding> findings);

  /** Who sent it, and which generation it begins. */
  record Received(String generation, Caller caller) {}
}
