package dev.sluice.journey.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Cut;
import dev.sluice.model.Field;
import dev.sluice.model.FinishReason;
import dev.sluice.model.QueuePosition;
import dev.sluice.model.StreamPart;
import dev.sluice.model.Usage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes one encoded entry apart, element by element. */
final class ElementReader implements Closeable {
  private final JsonParser in;

  ElementReader(JsonParser in) {
    this.in = in;
  }

  Entry entry() throws IOException {
    expect(in.nextToken(), JsonToken.START_ARRAY);
    String kind = text();
    return switch (kind) {
      case "o" -> new Entry.Opened(text(), number());
      case "q" -> new Entry.Queued(new QueuePosition(integer(), Duration.ofMillis(number())));
      case "e" -> ended();
      case "d" -> new Entry.Part(new StreamPart.Delta(integer(), field(), text()));
      case "t" ->
          new Entry.Part(new StreamPart.ToolCall(integer(), integer(), text(), text(), text()));
      case "f" -> new Entry.Part(new StreamPart.Finished(integer(), reason()));
      case "u" -> new Entry.Part(new StreamPart.UsageReported(exact(integer(), integer())));
      default -> throw new IOException("unknown kind of log entry");
    };
  }

  private Entry.Ended ended() throws IOException {
    Optional<Usage> usage = usage();
    String kind = text();
    End end =
        switch (kind) {
          case "completed" -> new End.Completed(reason());
          case "cancelled" -> new End.Cancelled();
          case "failed" -> new End.Failed(text(), text(), text());
          case "cut" -> new End.CutOff(cut(text(), text(), integer(), text()));
          default -> throw new IOException("unknown kind of end");
        };
    boolean partly = in.nextToken() == JsonToken.VALUE_NUMBER_INT;
    OptionalInt clearedTo = partly ? OptionalInt.of(in.getIntValue()) : OptionalInt.empty();
    return new Entry.Ended(end, usage, clearedTo);
  }

  /** An array of none, two (estimated) or four (exact) counts. */
  private Optional<Usage> usage() throws IOException {
    expect(in.nextToken(), JsonToken.START_ARRAY);
    if (in.nextToken() == JsonToken.END_ARRAY) {
      return Optional.empty();
    }
    int input = in.getIntValue();
    int output = integer();
    if (in.nextToken() == JsonToken.END_ARRAY) {
      return Optional.of(new Usage.Estimated(input, output));
    }
    Usage exact = new Usage.Exact(input, output, in.getIntValue(), integer());
    expect(in.nextToken(), JsonToken.END_ARRAY);
    return Optional.of(exact);
  }

  private Usage.Exact exact(int input, int output) throws IOException {
    return new Usage.Exact(input, output, integer(), integer());
  }

  /** Entries written before choices had places of their own know one place for all of them. */
  private Cut cut(String category, String stage, int place, String notice) throws IOException {
    if (in.nextToken() == JsonToken.END_ARRAY) {
      return new Cut(category, stage, 0, everywhere(place), notice);
    }
    int choice = in.getIntValue();
    return new Cut(category, stage, choice, retractions(), notice);
  }

  private static Map<Integer, Integer> everywhere(int place) {
    return place < 0
        ? Map.of()
        : IntStream.range(0, ChatRequest.MOST_CHOICES)
            .boxed()
            .collect(Collectors.toMap(choice -> choice, choice -> place));
  }

  private Map<Integer, Integer> retractions() throws IOException {
    Map<Integer, Integer> retractions = new HashMap<>();
    expect(in.nextToken(), JsonToken.START_ARRAY);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      retractions.put(in.getIntValue(), integer());
    }
    return retractions;
  }

  private Field field() throws IOException {
    String name = text();
    for (Field field : Field.values()) {
      if (field.wireName().equals(name)) {
        return field;
      }
    }
    throw new IOException("unknown field of a choice");
  }

  private FinishReason reason() throws IOException {
    String name = text();
    for (FinishReason reason : FinishReason.values()) {
      if (reason.wireName().equals(name)) {
        return reason;
      }
    }
    throw new IOException("unknown finish reason");
  }

  private String text() throws IOException {
    expect(in.nextToken(), JsonToken.VALUE_STRING);
    return in.getText();
  }

  private int integer() throws IOException {
    expect(in.nextToken(), JsonToken.VALUE_NUMBER_INT);
    return in.getIntValue();
  }

  private long number() throws IOException {
    expect(in.nextToken(), JsonToken.VALUE_NUMBER_INT);
    return in.getLongValue();
  }

  private static void expect(JsonToken actual, JsonToken wanted) throws IOException {
    if (actual != wanted) {
      throw new IOException("log entry is not in the form we write");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
