package dev.sluice.moderation.vendor;

import dev.sluice.moderation.vendor.VendorProtocol.Calls;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * What proves who we are for a while. It is fetched when it is needed, by one call however many
 * ask, and again a little before its time is over: then one asker fetches and the others go on with
 * what there is.
 */
public final class AccessToken {
  /** Whoever waits gives up by a timeout of its own; this one frees the way for the next. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** While the old one still holds, nobody waits long for the new one. */
  private static final Duration EARLY_PATIENCE = Duration.ofMillis(300);

  private static final Lent NONE = new Lent("", Instant.MIN, Instant.MIN);

  private final Clock clock;
  private final Function<Calls, Uni<Lent>> fetch;
  private final AtomicReference<Lent> current = new AtomicReference<>(NONE);
  private final AtomicReference<Uni<Lent>> flight = new AtomicReference<>();

  /**
   * @param fetch gets one from the vendor
   */
  public AccessToken(Clock clock, Function<Calls, Uni<Lent>> fetch) {
    this.clock = clock;
    this.fetch = fetch;
  }

  /** One that holds now; fails as fetching it does. */
  public Uni<String> get(Calls calls) {
    return Uni.createFrom().deferred(() -> lent(calls)).map(Lent::value);
  }

  /** The vendor does not take it any more; a newer one stays. */
  public void refused(String value) {
    current.updateAndGet(token -> token.value().equals(value) ? NONE : token);
  }

  private Uni<Lent> lent(Calls calls) {
    Lent token = current.get();
    Instant now = clock.instant();
    boolean holds = now.isBefore(token.until());
    if (now.isBefore(token.renewal()) || holds && flight.get() != null) {
      return Uni.createFrom().item(token);
    }
    return holds ? early(token, calls) : joined(calls);
  }

  private Uni<Lent> early(Lent token, Calls calls) {
    return joined(calls)
        .ifNoItem()
        .after(EARLY_PATIENCE)
        .recoverWithItem(token)
        .onFailure()
        .recoverWithItem(token);
  }

  private Uni<Lent> joined(Calls calls) {
    Uni<Lent> mine =
        fetch
            .apply(calls)
            .ifNoItem()
            .after(PATIENCE)
            .failWith(() -> Reply.failure("no access token in time"))
            .invoke(current::set)
            .onTermination()
            .invoke(() -> flight.set(null))
            .memoize()
            .indefinitely();
    return flight.updateAndGet(running -> running == null ? mine : running);
  }

  /**
   * A token and its time.
   *
   * @param renewal when to fetch the next one
   * @param until when it is of no use any more
   */
  public record Lent(String value, Instant renewal, Instant until) {
    private static final int EARLY = 10;

    /** Of a token that holds from now on; the next one is fetched in the last tenth of its time. */
    public static Lent lasting(String value, Instant now, Duration time) {
      return new Lent(value, now.plus(time.minus(time.dividedBy(EARLY))), now.plus(time));
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Lent[" + until + "]";
    }
  }
}
