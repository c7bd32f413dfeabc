package dev.sluice.admission.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How a product in launch lets callers in, and how it is stopped. */
@ConfigMapping(prefix = "sluice.admission")
public interface LaunchConfig {

  /** Whether an account needs an invite before it may generate. */
  @WithDefault("false")
  boolean inviteRequired();

  Invite invite();

  Launch launch();

  Waitlist waitlist();

  Switches switches();

  /** Who needs an invite, and what those without one are told. */
  interface Invite {
    /** By alias, where it differs from {@link LaunchConfig#inviteRequired()}. */
    Map<String, Boolean> aliases();

    @WithDefault(
        "This needs an invite. Redeem a code with POST /v1/invites/redeem, or apply at /waitlist/.")
    String words();
  }

  /** Within which bounds the next batch may be opened. */
  interface Launch {
    /** Failed generations among all that began within the window, from 0 to 1. */
    @WithDefault("0.05")
    double maxErrorRate();

    @WithDefault("1h")
    Duration window();

    /** Cases that wait for a person. */
    @WithDefault("100")
    long maxReviewBacklog();

    /**
     * What the last 24 hours cost, in millionths of the price table's currency; unset: no bound.
     */
    OptionalLong maxDailyCostMicros();
  }

  /** Who may apply, and what is asked. */
  interface Waitlist {
    @WithDefault("true")
    boolean open();

    /** For whose product people apply. */
    @WithDefault("default")
    String tenant();

    /** What applicants are asked beside their contact; each must be answered. */
    Optional<List<String>> criteria();

    /** Applications from one address within an hour. */
    @WithDefault("10")
    int applicationsPerAddress();

    /** Looks at a ticket from one address within an hour. */
    @WithDefault("600")
    int looksPerAddress();

    /** Beyond so many that wait, nobody can apply. */
    @WithDefault("100000")
    int mostWaiting();
  }

  /** The emergency switches. */
  interface Switches {
    /** How often each instance looks for changes; from 100ms to 2s. */
    @WithDefault("1s")
    Duration refresh();

    /** When those who are refused shall try again. */
    @WithDefault("30s")
    Duration retryAfter();
  }
}
