package dev.sluice.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reads an event stream as a strict client would: every frame whole, no line unknown. */
public final class Frames {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Frames() {}

  /** One frame; fields that were absent are empty. */
  public record Frame(String id, String event, String data) {
    public JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (JsonProcessingException broken) {
        throw new AssertionError("not JSON: " + data, broken);
      }
    }
  }

  public static List<Frame> read(String stream) {
    List<Frame> frames = new ArrayList<>();
    if (stream.isEmpty()) {
      return frames;
    }
    if (!stream.endsWith("\n\n")) {
      throw new AssertionError("the last frame is not closed");
    }
    for (String block : stream.substring(0, stream.length() - 2).split("\n\n", -1)) {
      frames.add(frame(block));
    }
    return frames;
  }

  private static Frame frame(String block) {
    String id = "";
    String event = "";
    String data = "";
    for (String line : block.split("\n", -1)) {
      if (line.startsWith("id: ") && id.isEmpty()) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("event: ") && event.isEmpty()) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ") && data.isEmpty()) {
        data = line.substring("data: ".length());
      } else {
        throw new AssertionError("no line of a frame: " + line);
      }
    }
    return new Frame(id, event, data);
  }
}
