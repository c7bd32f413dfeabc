import java.nio.charset.StandardCharsets;

/**
 * Reads one streamed HTTP/1.1 answer as it comes: its head, and the framing of its chunked body.
 */
final class AnswerReader {
  private enum Place {
    STATUS,
    HEADERS,
    SIZE,
    DATA,
    AFTER_DATA,
    TRAILER,
    END
  }

  private final EventReader events;
  private final Line line = new Line();
  private Place place = Place.STATUS;
  private int remaining;
  private boolean chunked;
  private String flaw = "";

  AnswerReader(Tally tally) {
    events = new EventReader(tally);
  }

  /** Gets ready for the answer to a request sent at this time. */
  void expect(long sentAt) {
    events.expect(sentAt);
    line.clear();
    place = Place.STATUS;
    chunked = false;
    flaw = "";
  }

  /** Whether nothing more is to be read, be it that the answer ended or that it is broken. */
  boolean ended() {
    return place == Place.END || !flaw().isEmpty();
  }

  /** Why the answer can't be counted as whole with so many chunks; empty when it can. */
  String flaw(int chunks) {
    if (!flaw().isEmpty()) {
      return flaw();
    }
    return place == Place.END ? events.shortfall(chunks) : "the connection closed early";
  }

  /** Takes bytes that were received at the given time. */
  void take(byte[] bytes, int count, long now) {
    int i = 0;
    while (i < count && !ended()) {
      if (place == Place.DATA) {
        int here = Math.min(remaining, count - i);
        events.take(bytes, i, here, now);
        i += here;
        remaining -= here;
        place = remaining == 0 ? Place.AFTER_DATA : Place.DATA;
      } else {
        takeFraming(bytes[i++]);
      }
    }
  }

  private String flaw() {
    return flaw.isEmpty() ? events.flaw() : flaw;
  }

  private void takeFraming(byte next) {
    if (next == '\n') {
      String text = new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1).strip();
      line.clear();
      framingLine(text);
    } else {
      line.add(next);
    }
  }

  private void framingLine(String text) {
    switch (place) {
      case STATUS -> {
        flaw = text.startsWith("HTTP/1.1 200") ? "" : "answered " + text;
        place = Place.HEADERS;
      }
      case HEADERS -> header(text);
      case SIZE -> {
        remaining = Integer.parseInt(text.replaceFirst(";.*", ""), 16);
        place = remaining == 0 ? Place.TRAILER : Place.DATA;
      }
      case AFTER_DATA -> place = Place.SIZE;
      case TRAILER -> place = text.isEmpty() ? Place.END : Place.TRAILER;
      default -> throw new IllegalStateException("no framing in " + place);
    }
  }

  private void header(String text) {
    if (text.isEmpty()) {
      flaw = chunked ? "" : "the answer is not chunked";
      place = Place.SIZE;
    } else if (text.equalsIgnoreCase("transfer-encoding: chunked")) {
      chunked = true;
    }
  }
}
