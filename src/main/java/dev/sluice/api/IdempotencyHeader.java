package dev.sluice.api;

import dev.sluice.journey.IdempotencyKey;
import dev.sluice.model.Refusal;
import dev.sluice.model.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The {@code Idempotency-Key} header together with the body it stands for. */
public final class IdempotencyHeader {
  private static final String NAME = "Idempotency-Key";
  private static final int LONGEST = 255;

  private IdempotencyHeader() {}

  /**
   * @throws Refusal.Invalid if the key is longer than 255 characters or not printable ASCII
   */
  public static Optional<IdempotencyKey> read(HttpServerRequest request, Buffer body) {
    return Optional.ofNullable(request.getHeader(NAME))
        .map(IdempotencyHeader::checked)
        .map(key -> new IdempotencyKey(key, Sha256.hex(body.getBytes())));
  }

  private static String checked(String key) {
    boolean printable = key.chars().allMatch(c -> c >= ' ' && c < 127);
    if (key.isBlank() || key.length() > LONGEST || !printable) {
      throw Refusal.Invalid.parameter(
          NAME, "'" + NAME + "' must be 1 to " + LONGEST + " printable ASCII characters.");
    }
    return key;
  }
}
