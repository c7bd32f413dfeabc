package dev.sluice.storage;

import dev.sluice.model.Caller;
import dev.sluice.model.Page;
import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted.Limit;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the text of generations for their accounts, within what their plans allow. */
@ApplicationScoped
public class Storage {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SavedTexts texts;
  private final Map<String, Terms> plans = new HashMap<>();
  private final Terms usual;
  private final String defaultPlan;

  Storage(
      SavedTexts texts,
      StorageConfig config,
      @ConfigProperty(name = "sluice.quota.default-plan", defaultValue = "free")
          String defaultPlan) {
    this.texts = texts;
    this.defaultPlan = defaultPlan;
    this.usual = Terms.of(config, Optional.empty());
    config.plans().keySet().forEach(plan -> plans.put(plan, Terms.of(config, Optional.of(plan))));
  }

  /**
   * Whether there is room for another text. Fails with {@link Refusal.Exhausted} where the account
   * is full, and with {@link Refusal.Unavailable} where nobody knows.
   */
  public Uni<Void> admit(Caller caller) {
    return use(caller)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(Storage::unknown)
        .invoke(Storage::refuseFull)
        .replaceWithVoid();
  }

  private static Refusal unknown(Throwable failure) {
    return new Refusal.Unavailable(
        "quota_unavailable",
        "The space that is left to you cannot be checked at the moment; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }

  private static void refuseFull(Use use) {
    if (use.isFull()) {
      throw new Refusal.Exhausted(
          Limit.STORAGE,
          "Your saved answers take %d of %d bytes; wait until some expire, or have your plan changed."
              .formatted(use.bytes(), use.terms().bytes().getAsLong()),
          Optional.empty());
    }
  }

  /** Saves a text; where its account has no room for it, says so in the log and keeps the rest. */
  public Uni<Void> save(Caller caller, SavedText text) {
    return texts
        .save(text, terms(caller))
        .invoke(
            saved -> {
              if (saved == SavedTexts.Saved.NO_ROOM) {
                Log.infof("text not saved, no room traceId=%s", text.generation());
              }
            })
        .replaceWithVoid();
  }

  public Uni<Optional<SavedText>> find(Caller caller, String generation) {
    return texts.find(caller.tenant(), caller.account(), generation);
  }

  /** The caller's texts, the newest first. */
  public Uni<Page<SavedText>> history(Caller caller, Optional<String> behind, int limit) {
    return texts.list(caller.tenant(), caller.account(), behind, limit);
  }

  public Uni<Use> use(Caller caller) {
    return texts
        .bytes(caller.tenant(), caller.account())
        .map(bytes -> new Use(bytes, terms(caller)));
  }

  /** Removes everything an account saved, for when it is closed. */
  public Uni<Void> erase(String tenant, String account) {
    return texts.erase(tenant, account);
  }

  private Terms terms(Caller caller) {
    return plans.getOrDefault(caller.rights().plan().orElse(defaultPlan), usual);
  }
}
