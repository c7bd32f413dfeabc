import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  /** Two Han each, as models send them. None is a word of what {@code bench/words.sh} writes. */
  private static final String[] HAN = {
    "河水", "用短", "句回", "答每", "一句", "都带", "着时", "间的", "痕迹", "不快", "不慢", "流到", "读者", "眼前", "这里", "停下"
  };

  private static final String ID = "0000000000000000";
  private static final String STAMP = "~bbbbbbbbbbbb";

  private final String[] texts = Boolean.getBoolean("bench.han") ? han() : latin();
  private final byte[][] contents = new byte[texts.length][];
  private final int[] idAt = new int[texts.length];
  private final int[] stampAt = new int[texts.length];
  private final String model;

  ChunkText(String model) {
    this.model = model;
    for (int i = 0; i < texts.length; i++) {
      String framed = framed(event("{\"content\":\"" + texts[i] + "\"}", "null"));
      contents[i] = bytes(framed);
      idAt[i] = placeOf(ID, framed);
      stampAt[i] = placeOf(STAMP, framed);
    }
  }

  private static String[] latin() {
    return Arrays.stream(WORDS).map(word -> word + " " + STAMP).toArray(String[]::new);
  }

  /** The stamp first: a lexicon keeps the last Han back, and with it whatever follows. */
  private static String[] han() {
    return Arrays.stream(HAN).map(word -> STAMP + word).toArray(String[]::new);
  }

  private static int placeOf(String part, String framed) {
    return bytes(framed.substring(0, framed.indexOf(part))).length;
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
    int word = number & (texts.length - 1);
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
    return Integer.toHexString(bytes(event).length) + "\r\n" + event + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
