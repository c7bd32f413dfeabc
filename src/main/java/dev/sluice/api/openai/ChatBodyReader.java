package dev.sluice.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.JsonBody;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Refusal;
import dev.sluice.model.Tool;
import dev.sluice.model.ToolChoice;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads an OpenAI chat completion body. Everything we act on is checked here; parameters we do not
 * know are left in the body for the provider. What would carry text past the content check (log
 * probabilities, audio) is refused.
 */
@ApplicationScoped
public class ChatBodyReader {
  private static final int MOST_TOOLS = 256;
  private static final int MOST_STOPS = 4;

  /**
   * @throws Refusal.Invalid naming the field that is wrong
   */
  public ChatBody read(Buffer bytes) {
    ObjectNode body = JsonBody.parse(bytes);
    WholeText.check(body);
    Fields fields = Fields.root(body);
    refuseUnsupported(fields);
    boolean stream = fields.flag("stream");
    boolean usage =
        fields.object("stream_options").map(options -> options.flag("include_usage")).orElse(false);
    return new ChatBody(request(fields), stream, usage);
  }

  private static void refuseUnsupported(Fields fields) {
    if (fields.flag("logprobs") || fields.integer("top_logprobs", 0, 20).orElse(0) > 0) {
      throw fields.wrong("logprobs", "is not supported: it would carry unchecked text.");
    }
    for (String name : List.of("functions", "function_call")) {
      if (fields.any(name).isPresent()) {
        throw fields.wrong(name, "is not supported; use 'tools'.");
      }
    }
    if (fields.any("audio").isPresent()) {
      throw fields.wrong("audio", "is not supported.");
    }
    for (Fields.Element modality : fields.array("modalities", MOST_STOPS)) {
      if (!"text".equals(modality.node().asText())) {
        throw Refusal.Invalid.parameter(modality.path(), "Only 'text' is supported.");
      }
    }
  }

  private ChatRequest request(Fields fields) {
    return new ChatRequest(
        fields.requiredText("model"),
        MessageReader.read(fields),
        fields.integer("n", 1, ChatRequest.MOST_CHOICES).orElse(1),
        maxOutputTokens(fields),
        fields.number("temperature", 0, 2),
        fields.number("top_p", 0, 1),
        fields.wholeNumber("seed"),
        stop(fields),
        fields.array("tools", MOST_TOOLS).stream().map(this::tool).toList(),
        toolChoice(fields),
        fields.text("reasoning_effort"),
        fields.object("response_format").map(Fields::node),
        fields.node());
  }

  private static OptionalInt maxOutputTokens(Fields fields) {
    OptionalInt newer = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
    OptionalInt older = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
    return newer.isPresent() ? newer : older;
  }

  private static List<String> stop(Fields fields) {
    Optional<JsonNode> stop = fields.any("stop");
    if (stop.filter(JsonNode::isTextual).isPresent()) {
      return List.of(stop.get().textValue());
    }
    return fields.array("stop", MOST_STOPS).stream().map(ChatBodyReader::stopText).toList();
  }

  private static String stopText(Fields.Element stop) {
    if (!stop.node().isTextual()) {
      throw Refusal.Invalid.parameter(stop.path(), "'" + stop.path() + "' must be a string.");
    }
    return stop.node().textValue();
  }

  private Tool tool(Fields.Element element) {
    Fields fields = element.fields();
    if (!"function".equals(fields.requiredText("type"))) {
      throw fields.wrong("type", "must be 'function'.");
    }
    Fields function =
        fields.object("function").orElseThrow(() -> fields.wrong("function", "is required."));
    return new Tool(
        function.requiredText("name"),
        function.text("description").orElse(""),
        function
            .object("parameters")
            .map(Fields::node)
            .orElseGet(JsonNodeFactory.instance::objectNode));
  }

  private static ToolChoice toolChoice(Fields fields) {
    Optional<JsonNode> choice = fields.any("tool_choice");
    if (choice.isEmpty()) {
      return ToolChoice.AUTO;
    }
    if (choice.get().isObject()) {
      Fields named = Fields.of(choice.get(), "tool_choice");
      return new ToolChoice.Named(
          named
              .object("function")
              .orElseThrow(() -> named.wrong("function", "is required."))
              .requiredText("name"));
    }
    return switch (choice.get().asText()) {
      case "auto" -> ToolChoice.AUTO;
      case "none" -> new ToolChoice.None();
      case "required" -> new ToolChoice.Required();
      default ->
          throw fields.wrong("tool_choice", "must be 'auto', 'none', 'required' or a function.");
    };
  }
}
