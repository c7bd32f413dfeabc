package dev.sluice.journey.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.sluice.model.Cut;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Entries as compact JSON arrays, the kind first: {@code ["d",0,"content","Hi"]}. Elements may be
 * added at the end of a kind; older readers skip them.
 */
final class EntryCodec {
  private final JsonFactory json = new JsonFactory();

  byte[] encode(Entry entry) {
    try {
      return encode(entry, false);
    } catch (IOException unpairedSurrogate) {
      return encodeAscii(entry);
    }
  }

  Entry decode(byte[] bytes) {
    try (ElementReader in = new ElementReader(json.createParser(bytes))) {
      return in.entry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** UTF-8 has no form for half a surrogate pair, a JSON escape has; text is never altered here. */
  private byte[] encodeAscii(Entry entry) {
    try {
      return encode(entry, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] encode(Entry entry, boolean ascii) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), ascii);
      out.writeStartArray();
      write(entry, out);
      out.writeEndArray();
    }
    return bytes.toByteArray();
  }

  private static void write(Entry entry, JsonGenerator out) throws IOException {
    if (entry instanceof Entry.Part part) {
      write(part.part(), out);
    } else if (entry instanceof Entry.Opened opened) {
      out.writeString("o");
      out.writeString(opened.model());
      out.writeNumber(opened.createdEpochSecond());
    } else if (entry instanceof Entry.Queued queued) {
      out.writeString("q");
      out.writeNumber(queued.position().place());
      out.writeNumber(queued.position().eta().toMillis());
    } else if (entry instanceof Entry.Ended ended) {
      out.writeString("e");
      out.writeStartArray();
      if (ended.usage().isPresent()) {
        write(ended.usage().get(), out);
      }
      out.writeEndArray();
      write(ended.end(), out);
      if (ended.clearedTo().isPresent()) {
        out.writeNumber(ended.clearedTo().getAsInt());
      }
    }
  }

  private static void write(StreamPart part, JsonGenerator out) throws IOException {
    if (part instanceof StreamPart.Delta delta) {
      out.writeString("d");
      out.writeNumber(delta.choice());
      out.writeString(delta.field().wireName());
      out.writeString(delta.text());
    } else if (part instanceof StreamPart.ToolCall call) {
      out.writeString("t");
      out.writeNumber(call.choice());
      out.writeNumber(call.index());
      out.writeString(call.id());
      out.writeString(call.name());
      out.writeString(call.arguments());
    } else if (part instanceof StreamPart.Finished finished) {
      out.writeString("f");
      out.writeNumber(finished.choice());
      out.writeString(finished.reason().wireName());
    } else if (part instanceof StreamPart.UsageReported reported) {
      out.writeString("u");
      write(reported.usage(), out);
    }
  }

  private static void write(Usage usage, JsonGenerator out) throws IOException {
    out.writeNumber(usage.inputTokens());
    out.writeNumber(usage.outputTokens());
    if (usage instanceof Usage.Exact exact) {
      out.writeNumber(exact.cachedTokens());
      out.writeNumber(exact.reasoningTokens());
    }
  }

  /** Each choice and its offset, one after the other. */
  private static void write(Map<Integer, Integer> retractions, JsonGenerator out)
      throws IOException {
    out.writeStartArray();
    for (Map.Entry<Integer, Integer> each : retractions.entrySet()) {
      out.writeNumber(each.getKey());
      out.writeNumber(each.getValue());
    }
    out.writeEndArray();
  }

  private static void write(End end, JsonGenerator out) throws IOException {
    if (end instanceof End.CutOff off) {
      Cut cut = off.cut();
      out.writeString("cut");
      out.writeString(cut.category());
      out.writeString(cut.stage());
      out.writeNumber(cut.retractFrom().orElse(-1));
      out.writeString(cut.notice());
      out.writeNumber(cut.choice());
      write(cut.retractions(), out);
    } else if (end instanceof End.Failed failed) {
      out.writeString("failed");
      out.writeString(failed.code());
      out.writeString(failed.message());
      out.writeString(failed.type());
    } else if (end instanceof End.Completed completed) {
      out.writeString("completed");
      out.writeString(completed.finishReason().wireName());
    } else {
      out.writeString("cancelled");
    }
  }
}
