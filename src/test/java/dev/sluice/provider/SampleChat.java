package dev.sluice.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Call;
import dev.sluice.model.Message.Content;
import dev.sluice.model.Message.Image;
import dev.sluice.model.Message.Role;
import dev.sluice.model.Message.Text;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Builds chat requests for tests, whose parameters are written as in the caller's JSON body. */
public final class SampleChat {
  private final List<Message> messages = new ArrayList<>();
  private final List<Tool> tools = new ArrayList<>();
  private ToolChoice toolChoice = ToolChoice.AUTO;

  /** A chat of one short user message. */
  public static SampleChat hello() {
    return new SampleChat().says(Role.USER, "Hi");
  }

  public SampleChat says(Role role, String text) {
    messages.add(Message.of(role, text));
    return this;
  }

  public SampleChat shows(String text, String imageUrl) {
    List<Content> content = List.of(new Text(text), new Image(imageUrl));
    messages.add(new Message(Role.USER, content, List.of(), Optional.empty(), Optional.empty()));
    return this;
  }

  public SampleChat calls(String text, Call... calls) {
    List<Content> content = text.isEmpty() ? List.of() : List.of(new Text(text));
    messages.add(
        new Message(Role.ASSISTANT, content, List.of(calls), Optional.empty(), Optional.empty()));
    return this;
  }

  public SampleChat answers(String callId, String result) {
    messages.add(
        new Message(
            Role.TOOL,
            List.of(new Text(result)),
            List.of(),
            Optional.of(callId),
            Optional.empty()));
    return this;
  }

  public SampleChat tool(String name, String description, String parameters) {
    tools.add(new Tool(name, description, json(parameters)));
    return this;
  }

  public SampleChat choosing(ToolChoice choice) {
    toolChoice = choice;
    return this;
  }

  public ChatRequest request() {
    return request("{}");
  }

  /**
   * @param body with the names of OpenAI's parameters
   */
  public ChatRequest request(String body) {
    ObjectNode json = json(body);
    return new ChatRequest(
        "alias",
        messages,
        json.path("n").asInt(1),
        json.has("max_tokens")
            ? OptionalInt.of(json.get("max_tokens").intValue())
            : OptionalInt.empty(),
        real(json, "temperature"),
        real(json, "top_p"),
        json.has("seed") ? OptionalLong.of(json.get("seed").longValue()) : OptionalLong.empty(),
        stops(json),
        tools,
        toolChoice,
        Optional.ofNullable(json.path("reasoning_effort").textValue()),
        json.get("response_format") instanceof ObjectNode format
            ? Optional.of(format)
            : Optional.empty(),
        json);
  }

  public static ObjectNode json(String text) {
    return (ObjectNode) WireJson.read(text);
  }

  /** The body that the protocol makes of the request. */
  public static JsonNode encoded(WireProtocol protocol, ChatRequest request) {
    return json(protocol.encode(request, "m").body().toString());
  }

  private static OptionalDouble real(JsonNode json, String field) {
    return json.has(field)
        ? OptionalDouble.of(json.get(field).doubleValue())
        : OptionalDouble.empty();
  }

  private static List<String> stops(JsonNode json) {
    List<String> stops = new ArrayList<>();
    json.path("stop").forEach(stop -> stops.add(stop.textValue()));
    return stops;
  }
}
