package dev.sluice.moderation.vendor.wire;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What the status of a vendor's answer says, where its body says nothing better. */
public final class Answers {
  private static final int MAX_CODE = 64;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private Answers() {}

  /** Whether the vendor took the request; its body may still be an error. */
  public static boolean ok(VendorAnswer answer) {
    return answer.status() >= 200 && answer.status() < 300;
  }

  /** What a status other than 2xx means by HTTP alone. */
  public static Kind kind(int status) {
    return switch (status) {
      case 429 -> Kind.THROTTLED;
      case 401, 402, 403, 404, 405, 410 -> Kind.ACCOUNT;
      case 400, 413, 414, 422 -> Kind.UNFIT;
      default -> Kind.RETRYABLE;
    };
  }

  /** A failure known by its status alone. */
  public static VendorFailure failure(VendorAnswer answer, Clock clock) {
    return failure(kind(answer.status()), answer, "", clock);
  }

  /**
   * A failure that the vendor names by a code, with the wait that its headers ask for.
   *
   * @param code the vendor's, may be empty; what does not look like a code is left out
   */
  public static VendorFailure failure(Kind kind, VendorAnswer answer, String code, Clock clock) {
    String named = code.isEmpty() ? "" : ", code " + code(code);
    return new VendorFailure(kind, "status " + answer.status() + named, retryAfter(answer, clock));
  }

  /** A vendor's code as it may stand in a message: it might quote us, so only plain ones do. */
  public static String code(String text) {
    boolean plain = text.length() <= MAX_CODE && text.matches("[A-Za-z0-9_.:/-]+");
    return plain ? text : "unprintable";
  }

  private static Optional<Duration> retryAfter(VendorAnswer answer, Clock clock) {
    return Optional.ofNullable(answer.headers().get("retry-after-ms"))
        .flatMap(Answers::number)
        .map(Duration::ofMillis)
        .or(
            () ->
                Optional.ofNullable(answer.headers().get("retry-after"))
                    .flatMap(it -> number(it).map(Duration::ofSeconds).or(() -> date(it, clock))))
        .map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }

  private static Optional<Long> number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,9}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
  }

  private static Optional<Duration> date(String text, Clock clock) {
    try {
      ZonedDateTime at = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), at.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
