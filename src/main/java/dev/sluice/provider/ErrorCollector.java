package dev.sluice.provider;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Collects the beginning of an error answer's body, up to 64 KiB, then says so once. */
final class ErrorCollector {
  static final int MAX_BYTES = 64 * 1024;

  private final Buffer collected = Buffer.buffer();
  private final Consumer<String> whenRead;
  private final HttpClientResponse response;
  private boolean read;
  private boolean ended;

  ErrorCollector(HttpClientResponse response, Consumer<String> whenRead) {
    this.response = response;
    this.whenRead = whenRead;
  }

  void read() {
    response.exceptionHandler(broken -> end());
    response.endHandler(nothing -> end());
    response.handler(this::add);
    response.resume();
  }

  /** Whether the connection is free of this answer. */
  boolean ended() {
    return ended;
  }

  /** What there is must do. */
  void finish() {
    if (!read) {
      read = true;
      whenRead.accept(collected.toString(StandardCharsets.UTF_8));
    }
  }

  private void end() {
    ended = true;
    finish();
  }

  private void add(Buffer buffer) {
    if (read) {
      return;
    }
    int room = MAX_BYTES - collected.length();
    collected.appendBuffer(buffer, 0, Math.min(room, buffer.length()));
    if (buffer.length() >= room) {
      finish();
    }
  }
}
