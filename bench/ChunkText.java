import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The wire form of one model's chunks: HTTP-chunked SSE events shaped like OpenAI's, about 250
 * bytes each, prepared once so that sending costs a copy, an id and a stamp.
 */
final class ChunkText {
  private static final String[] WORDS = {
    " the",
    " river",
    " answers",
    " in",
    " small",
    " pieces",
    " and",
    " every",
    " piece",
    " carries",
    " a",
    " moment",
    " of",
    " time",
    " with",
    " it"
  };
  private static final String ID = "0000000000000000";
  private static final String STAMP = "~bbbbbbbbbbbb";

  private final byte[][] contents = new byte[WORDS.length][];
  private final int[] idAt = new int[WORDS.length];
  private final int[] stampAt = new int[WORDS.length];
  private final String model;

  ChunkText(String model) {
    this.model = model;
    for (int i = 0; i < WORDS.length; i++) {
      String framed = framed(event("{\"content\":\"" + WORDS[i] + " " + STAMP + "\"}", "null"));
      contents[i] = bytes(framed);
      idAt[i] = framed.indexOf(ID);
      stampAt[i] = framed.indexOf(STAMP);
    }
  }

  /** Adds the response head and the chunk that names the role. */
  void putHead(ByteBuffer out, long stream) {
    out.put(
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
                + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"));
    putNamed(out, event("{\"role\":\"assistant\",\"content\":\"\"}", "null"), stream);
  }

  /** Adds the content chunk with this number, stamped with the present time. */
  void putContent(ByteBuffer out, long stream, int number) {
    int word = number & (WORDS.length - 1);
    int start = out.position();
    out.put(contents[word]);
    putId(out, start + idAt[word], stream);
    Stamp.write(out, start + stampAt[word], Stamp.now());
  }

  /**
   * Adds the finish chunk, the usage when it was asked for, the end mark and the last HTTP chunk.
   */
  void putTail(ByteBuffer out, long stream, int chunks, boolean withUsage) {
    putNamed(out, event("{}", "\"stop\""), stream);
    if (withUsage) {
      String usage =
          "{\"prompt_tokens\":64,\"completion_tokens\":%d,\"total_tokens\":%d}"
              .formatted(chunks, chunks + 64);
      putNamed(out, opening() + ",\"choices\":[],\"usage\":" + usage + "}\n\n", stream);
    }
    out.put(bytes(framed("data: [DONE]\n\n") + "0\r\n\r\n"));
  }

  private void putNamed(ByteBuffer out, String event, long stream) {
    String framed = framed(event);
    int start = out.position();
    out.put(bytes(framed));
    putId(out, start + framed.indexOf(ID), stream);
  }

  private static void putId(ByteBuffer out, int position, long stream) {
    long rest = stream;
    for (int i = ID.length() - 1; rest > 0; i--, rest /= 10) {
      out.put(position + i, (byte) ('0' + rest % 10));
    }
  }

  private String event(String delta, String finishReason) {
    return opening()
        + ",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}]}\n\n";
  }

  private String opening() {
    return "data: {\"id\":\"chatcmpl-"
        + ID
        + "\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\""
        + model
        + "\",\"system_fingerprint\":\"fp_bench\"";
  }

  private static String framed(String event) {
    return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
