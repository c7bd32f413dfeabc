package dev.sluice.provider;

import dev.sluice.model.StreamPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An upstream's stream as it was on the wire, kept under {@code src/test/resources/cassettes}. */
public final class WireCassette {
  private WireCassette() {}

  /** All the parts of a stream that ends cleanly. */
  public static List<StreamPart> decode(WireProtocol protocol, String cassette) {
    return decode(protocol, events(protocol.framing(), read(cassette)));
  }

  /** All the parts of these events and a clean end. */
  public static List<StreamPart> decode(WireProtocol protocol, List<WireEvent> events) {
    List<StreamPart> parts = new ArrayList<>();
    PartDecoder decoder = protocol.decoder();
    events.forEach(event -> decoder.decode(event, parts::add));
    decoder.end(parts::add);
    return parts;
  }

  /** Events without names, of these payloads. */
  public static List<WireEvent> events(String... payloads) {
    return List.of(payloads).stream().map(payload -> WireEvent.of("", payload)).toList();
  }

  private static List<WireEvent> events(WireProtocol.Framing framing, String wire) {
    if (framing == WireProtocol.Framing.LINES) {
      return wire.lines().map(line -> WireEvent.of("", line)).toList();
    }
    List<WireEvent> events = new ArrayList<>();
    for (String block : wire.split("\\R\\R")) {
      String data = field(block, "data: ");
      if (!data.isEmpty()) {
        events.add(WireEvent.of(field(block, "event: "), data));
      }
    }
    return events;
  }

  private static String field(String block, String prefix) {
    return block
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  private static String read(String cassette) {
    try (InputStream in = WireCassette.class.getResourceAsStream("/cassettes/" + cassette)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
