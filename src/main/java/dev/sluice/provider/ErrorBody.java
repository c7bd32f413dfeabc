package dev.sluice.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ProviderFailure.Kind;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what providers answer instead of a stream, as far as they agree about it. Tolerates any
 * body: HTML of a proxy, JSON that is cut off, nothing.
 */
public final class ErrorBody {
  private static final int MAX_CHARS = 300;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** Some providers quote a part of the key they were sent. */
  private static final Pattern PART_OF_A_KEY =
      Pattern.compile("\\b(?:(?:sk|rk|pk|ak)-[A-Za-z0-9_*.-]{4,}|AIza[A-Za-z0-9_*.-]{4,})");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");

  private ErrorBody() {}

  /** The body as JSON; of an array its first element; missing where it is neither. */
  public static JsonNode json(String body) {
    JsonNode node = WireJson.read(body);
    return node.isArray() ? node.path(0) : node;
  }

  /** What an HTTP status alone says. */
  public static Kind kind(int status) {
    return switch (status) {
      case 401, 402, 403 -> Kind.CREDENTIALS;
      // The model or path is not there: our configuration's mistake, not the caller's.
      case 404 -> Kind.BROKEN;
      case 408, 409, 429, 529 -> Kind.OVERLOADED;
      default -> status >= 400 && status < 500 ? Kind.BAD_REQUEST : Kind.BROKEN;
    };
  }

  /**
   * The provider's sentence on one line of at most 300 characters; ours where it gave none.
   *
   * @param secret is taken out of the sentence, since some providers quote the key they refuse
   */
  public static String sentence(String theirs, Optional<String> secret, String ours) {
    String line = theirs.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    String safe = masked(line, secret);
    return bounded(safe.isEmpty() ? ours : safe);
  }

  /** The text without the secret, whole or in part. */
  public static String masked(String text, Optional<String> secret) {
    String without =
        secret.filter(key -> !key.isBlank()).map(key -> text.replace(key, "***")).orElse(text);
    return PART_OF_A_KEY.matcher(without).replaceAll("***");
  }

  /** The text's first 300 characters. */
  public static String bounded(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return text.substring(0, end);
  }

  /**
   * How long the headers ask us to wait, a day at most: {@code retry-after-ms}, else {@code
   * retry-after}.
   */
  public static Optional<Duration> retryAfter(MultiMap headers, Instant now) {
    String millis = headers.get("retry-after-ms");
    if (millis != null && NUMBER.matcher(millis.strip()).matches()) {
      return Optional.of(bounded(Double.parseDouble(millis.strip())));
    }
    String after = headers.get("retry-after");
    return after == null ? Optional.empty() : seconds(after).or(() -> until(after, now));
  }

  /** A number of seconds, with or without a fraction. */
  public static Optional<Duration> seconds(String text) {
    return Optional.of(text.strip())
        .filter(number -> NUMBER.matcher(number).matches())
        .map(number -> bounded(Double.parseDouble(number) * 1000));
  }

  private static Duration bounded(double millis) {
    return Duration.ofMillis((long) Math.min(millis, LONGEST_WAIT.toMillis()));
  }

  private static Optional<Duration> until(String date, Instant now) {
    try {
      Instant then =
          ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
