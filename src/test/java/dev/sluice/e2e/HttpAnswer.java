package dev.sluice.e2e;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer of the gateway whose head was read and whose body is read as it is asked for. */
record HttpAnswer(int status, Map<String, String> headers, InputStream body) {

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
  }

  String traceId() {
    return header("X-Sluice-Trace-Id");
  }

  String text() {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      body.transferTo(all);
      return decoded(all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with its body read before, to be read again. */
  HttpAnswer withBody(String text) {
    return new HttpAnswer(
        status, headers, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  JsonObject json() {
    return new JsonObject(text());
  }

  /** The {@code error} object of the body. */
  JsonObject error() {
    return json().getJsonObject("error");
  }

  /** The next frame or comment; empty where the body ended, which must be between two frames. */
  Optional<Frame> next() {
    try {
      List<String> lines = new ArrayList<>();
      while (true) {
        byte[] line = line(lines);
        if (line == null) {
          return Optional.empty();
        }
        if (line.length == 0) {
          return Optional.of(Frame.of(lines));
        }
        lines.add(decoded(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] line(List<String> before) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = body.read(); one != '\n'; one = body.read()) {
      if (one < 0) {
        if (!before.isEmpty() || line.size() > 0) {
          throw new EOFException("the body ended within a frame: " + before + line);
        }
        return null;
      }
      line.write(one);
    }
    return line.toByteArray();
  }

  /** The next frame that is not a heartbeat; it must come. */
  Frame frame() {
    return next().filter(frame -> !frame.isComment()).orElseGet(this::frameAfterComment);
  }

  private Frame frameAfterComment() {
    for (Optional<Frame> next = next(); next.isPresent(); next = next()) {
      if (!next.get().isComment()) {
        return next.get();
      }
    }
    throw new AssertionError("the stream ended where a frame was expected");
  }

  /** All frames that are left, without heartbeats. */
  List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> next = next(); next.isPresent(); next = next()) {
      next.filter(frame -> !frame.isComment()).ifPresent(frames::add);
    }
    return frames;
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
