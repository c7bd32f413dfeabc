package dev.sluice.journey;

import dev.sluice.model.Caller;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Home;
import dev.sluice.quota.Allowance;
import dev.sluice.quota.Demand;
import dev.sluice.quota.Target;
import dev.sluice.quota.keeping.AliasAllowance;
import dev.sluice.quota.keeping.Quotas;
import dev.sluice.quota.keeping.Standings;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Debits a journey's caller with the most that its answer may take. */
@ApplicationScoped
class Reserving {
  /** A text of so many UTF-16 units is counted faster than another thread is found for it. */
  private static final int SHORT = 1000;

  private final Quotas quotas;
  private final Standings standings;
  private final TokenCount tokens;

  Reserving(Quotas quotas, Standings standings, TokenCount tokens) {
    this.quotas = quotas;
    this.standings = standings;
    this.tokens = tokens;
  }

  /** Goes on, and tells, where it was begun, whichever thread counted the tokens. */
  Uni<Void> reserve(Journey journey, Consumer<Allowance> told) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor home = Home.current();
              Queue<Allowance> heard = new ConcurrentLinkedQueue<>();
              return input(journey.request())
                  .emitOn(home)
                  .chain(input -> reserve(journey, input, heard::add))
                  .emitOn(home)
                  .onItemOrFailure()
                  .invoke((reserved, failure) -> heard.forEach(it -> tell(it, told)));
            });
  }

  /** Whoever cannot be told, the journey goes on. */
  private static void tell(Allowance allowance, Consumer<Allowance> told) {
    try {
      told.accept(allowance);
    } catch (RuntimeException failure) {
      Log.warnf("allowance not told cause=%s", failure.getClass().getSimpleName());
    }
  }

  /** How the caller stands with every limit that applies to it. */
  Uni<List<AliasAllowance>> standings(Caller caller) {
    return standings.of(caller);
  }

  private Uni<Integer> input(ChatRequest request) {
    Uni<Integer> counting = Uni.createFrom().item(() -> tokens.of(request));
    return tokens.isReady() && tokens.size(request) <= SHORT
        ? counting
        : counting.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Uni<Void> reserve(Journey journey, long input, Consumer<Allowance> told) {
    return quotas
        .reserve(demand(journey, input), told)
        .invoke(reservation -> journey.reserved(reservation, input))
        .replaceWithVoid();
  }

  private static Demand demand(Journey journey, long input) {
    ChatRequest request = journey.request();
    return new Demand(
        journey.id(),
        journey.caller(),
        journey.route().alias(),
        input,
        (long) request.choices() * request.maxOutputTokens().orElseThrow(),
        journey.route().candidates().stream()
            .map(it -> new Target(it.provider(), it.upstreamModel()))
            .toList());
  }
}
