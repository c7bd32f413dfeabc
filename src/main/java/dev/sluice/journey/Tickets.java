package dev.sluice.journey;

import dev.sluice.journey.replay.GenerationsConfig;
import dev.sluice.model.Refusal;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tickets let a browser's {@code EventSource}, which can send no header, read the events of one
 * generation until they expire. Signed with a key that all instances share through Redis, where the
 * events themselves are kept: a lost key costs only tickets to lost events.
 */
@ApplicationScoped
public class Tickets {
  private static final String KEY = "slc:ticket-key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Clock clock;
  private final long secondsToLive;
  private final ReactiveRedisDataSource redis;

  Tickets(Clock clock, GenerationsConfig config, ReactiveRedisDataSource redis) {
    this.clock = clock;
    this.secondsToLive = config.replayTtl().toSeconds();
    this.redis = redis;
  }

  /** Asked for each time: a Redis that lost it must not leave instances with different keys. */
  private Uni<SecretKeySpec> key() {
    return shared()
        .onItem()
        .ifNull()
        .switchTo(this::drawn)
        .map(text -> new SecretKeySpec(Base64.getDecoder().decode(text), ALGORITHM))
        .onFailure()
        .transform(failure -> unavailable());
  }

  private Uni<String> shared() {
    return redis.value(String.class).get(KEY);
  }

  /** The first instance to draw one has it; the others take that. */
  private Uni<String> drawn() {
    byte[] drawn = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(drawn);
    return redis
        .value(String.class)
        .setnx(KEY, Base64.getEncoder().encodeToString(drawn))
        .chain(this::shared);
  }

  private static Refusal unavailable() {
    return new Refusal.Unavailable(
        "replay_unavailable",
        "The store that keeps generations does not answer; try again.",
        Optional.of(Duration.ofSeconds(1)));
  }

  /** A ticket for this generation, good from now for the replay TTL. */
  public Uni<String> issue(String generationId) {
    long expiry = clock.instant().getEpochSecond() + secondsToLive;
    return key().map(secret -> text(secret, generationId, expiry));
  }

  /**
   * Fails with {@link Refusal.Unauthenticated} unless the ticket is good for this generation now.
   */
  public Uni<Void> check(String generationId, String ticket) {
    return key()
        .invoke(
            secret -> {
              if (!isGood(secret, generationId, ticket)) {
                throw new Refusal.Unauthenticated();
              }
            })
        .replaceWithVoid();
  }

  private boolean isGood(SecretKeySpec secret, String generationId, String ticket) {
    int dot = ticket.indexOf('.');
    if (dot < 1
        || dot > 12
        || !ticket.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    long expiry = Long.parseLong(ticket.substring(0, dot));
    return MessageDigest.isEqual(bytes(text(secret, generationId, expiry)), bytes(ticket))
        && clock.instant().getEpochSecond() < expiry;
  }

  private static String text(SecretKeySpec secret, String generationId, long expiry) {
    return expiry + "." + signature(secret, generationId, expiry);
  }

  private static String signature(SecretKeySpec secret, String generationId, long expiry) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(bytes(generationId + "." + expiry)));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
