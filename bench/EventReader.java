import java.nio.charset.StandardCharsets;

/** Reads the SSE events of one answer, counts the stamps in their text, and tells their latency. */
final class EventReader {
  private static final byte[] CONTENT = ascii("\"content\"");
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] DONE = ascii("data: [DONE]");
  private static final byte[] ERROR = ascii("data: {\"error\"");

  private final Tally tally;
  private final Stamp stamp = new Stamp();
  private final Line line = new Line();
  private long askedAt;
  private int stamps;
  private boolean done;
  private String flaw = "";

  EventReader(Tally tally) {
    this.tally = tally;
  }

  void expect(long sentAt) {
    line.clear();
    askedAt = sentAt;
    stamps = 0;
    done = false;
    flaw = "";
  }

  /** The error frame that was read; empty when none was. */
  String flaw() {
    return flaw;
  }

  /** What an answer that ended here lacks; empty when it is whole. */
  String shortfall(int chunks) {
    if (!done) {
      return "ended without [DONE]";
    }
    return stamps == chunks ? "" : "[DONE] after a wrong number of chunks";
  }

  void take(byte[] bytes, int from, int count, long now) {
    for (int i = from; i < from + count; i++) {
      if (bytes[i] == '\n') {
        event(now);
        line.clear();
      } else {
        line.add(bytes[i]);
      }
    }
  }

  private void event(long now) {
    if (line.has(ERROR, 0)) {
      flaw = "error frame " + new String(line.bytes(), 0, Math.min(line.length(), 200));
    } else if (line.has(DONE, 0)) {
      done = true;
    } else if (line.has(DATA, 0)) {
      takeText(startOfText(), now);
    }
  }

  private void takeText(int from, long now) {
    byte[] bytes = line.bytes();
    for (int i = from; i < line.length() && bytes[i] != '"'; i++) {
      if (stamp.take(bytes[i])) {
        if (stamps++ == 0) {
          tally.first(now - askedAt);
        }
        tally.chunk(now - stamp.value());
      }
    }
  }

  /** Where the text of the first {@code content} begins; the line's end when it has none. */
  private int startOfText() {
    byte[] bytes = line.bytes();
    for (int i = DATA.length; i < line.length(); i++) {
      if (bytes[i] == '"' && line.has(CONTENT, i)) {
        int quote = i + CONTENT.length;
        while (quote < line.length() && bytes[quote] != '"') {
          quote++;
        }
        return quote + 1;
      }
    }
    return line.length();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
