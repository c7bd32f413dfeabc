package dev.sluice.moderation.vendor;

import dev.sluice.moderation.vendor.VendorFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What HTTP statuses say where a vendor's own code does not. */
public final class Statuses {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,80}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,5}");

  private Statuses() {}

  public static Kind kind(int status) {
    return switch (status) {
      case 401, 402, 403, 404 -> Kind.ACCOUNT;
      case 429 -> Kind.THROTTLED;
      case 408, 424, 425 -> Kind.RETRYABLE;
      default -> status >= 400 && status < 500 ? Kind.UNFIT : Kind.RETRYABLE;
    };
  }

  /**
   * @param code the vendor's own word; left out of the message where it looks like anything else
   */
  public static VendorFailure failure(String vendor, VendorAnswer answer, Kind kind, String code) {
    String named = CODE.matcher(code).matches() ? " " + code : "";
    String message = "%s answered HTTP %d%s".formatted(vendor, answer.status(), named);
    return new VendorFailure(kind, message, retryAfter(answer));
  }

  private static Optional<Duration> retryAfter(VendorAnswer answer) {
    return Optional.ofNullable(answer.headers().get("retry-after"))
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
