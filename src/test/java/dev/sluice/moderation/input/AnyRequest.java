package dev.sluice.moderation.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.openai.ChatBodyReader;
import dev.sluice.model.ChatRequest;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests of every shape that is accepted, and every place in them where text can stand. */
final class AnyRequest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnyRequest() {}

  /** Texts without a Han character or the letter d, of which no listed word can come. */
  static Arbitrary<String> benign() {
    return Arbitraries.of(
            "a", "b", "hello", " ", "\n", "🌍", "é", "1", "-", "ок", "\u200b", "{", "\"")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  static Arbitrary<ObjectNode> bodies() {
    return Combinators.combine(
            message().list().ofMinSize(1).ofMaxSize(5), tool().list().ofMaxSize(2), parameters())
        .as(
            (messages, tools, parameters) -> {
              ObjectNode body = JSON.objectNode().put("model", "m");
              body.set("messages", new ArrayNode(JSON, new ArrayList<>(messages)));
              if (!tools.isEmpty()) {
                body.set("tools", new ArrayNode(JSON, new ArrayList<>(tools)));
              }
              return body.setAll(parameters);
            });
  }

  private static Arbitrary<JsonNode> message() {
    Arbitrary<String> role = Arbitraries.of("system", "user", "assistant", "developer");
    Arbitrary<JsonNode> part =
        benign().map(text -> JSON.objectNode().put("type", "text").put("text", text));
    Arbitrary<JsonNode> content =
        Arbitraries.oneOf(
            benign().map(JSON::textNode),
            part.list().ofMinSize(1).ofMaxSize(3).map(it -> new ArrayNode(JSON, it)));
    return Combinators.combine(role, content, values(1).map(HashMap::new).injectNull(0.5))
        .as(
            (speaker, said, more) -> {
              ObjectNode message = JSON.objectNode().put("role", speaker);
              message.set("content", said);
              if (more != null) {
                message.setAll(more);
              }
              return message;
            });
  }

  private static Arbitrary<JsonNode> tool() {
    return Combinators.combine(benign().filter(name -> !name.isBlank()), benign(), value(3))
        .as(
            (name, description, schema) -> {
              ObjectNode function = JSON.objectNode().put("name", name);
              function.put("description", description);
              function.putObject("parameters").set("properties", schema);
              ObjectNode tool = JSON.objectNode().put("type", "function");
              return tool.set("function", function);
            });
  }

  private static Arbitrary<HashMap<String, JsonNode>> parameters() {
    return values(3).map(HashMap::new);
  }

  private static Arbitrary<java.util.Map<String, JsonNode>> values(int depth) {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("metadata", "prediction", "web_search_options", "reasoning_content"),
            benign());
    return Arbitraries.maps(names, value(depth)).ofMaxSize(3);
  }

  private static Arbitrary<JsonNode> value(int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            benign().map(JSON::textNode), Arbitraries.of(JSON.numberNode(7), JSON.nullNode()));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> inner = Arbitraries.lazy(() -> value(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        inner.list().ofMaxSize(3).map(items -> new ArrayNode(JSON, items)),
        Arbitraries.maps(benign(), inner)
            .ofMaxSize(3)
            .map(fields -> new ObjectNode(JSON, new HashMap<>(fields))));
  }

  static ChatRequest read(ObjectNode body) {
    return new ChatBodyReader().read(Buffer.buffer(body.toString())).request();
  }

  /** Every place of the body, as a change that is made to the string which stands there. */
  static List<Change> places(ObjectNode body) {
    List<Change> places = new ArrayList<>();
    collect(body, "", places);
    return places;
  }

  /** Changes one string of a body. */
  interface Change {
    void make(UnaryOperator<String> change);
  }

  private static void collect(JsonNode node, String path, List<Change> places) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        field(object, name, path + "." + name, places);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        if (array.get(i).isTextual()) {
          places.add(to -> array.set(index, JSON.textNode(to.apply(array.get(index).textValue()))));
        } else {
          collect(array.get(i), path + "[]", places);
        }
      }
    }
  }

  private static void field(ObjectNode object, String name, String path, List<Change> places) {
    if (isChecked(path)) {
      return;
    }
    if (object.get(name).isTextual()) {
      places.add(to -> object.put(name, to.apply(object.get(name).textValue())));
    } else {
      collect(object.get(name), path, places);
    }
    if (!isOurs(path)) {
      places.add(to -> object.set(to.apply(name), object.remove(name)));
    }
  }

  /** What the reader takes no other text for. */
  private static boolean isChecked(String path) {
    return path.equals(".model")
        || path.equals(".messages[].role")
        || path.equals(".messages[].content[].type")
        || path.equals(".tools[].type");
  }

  /** Without these names it would be another request. */
  private static boolean isOurs(String path) {
    return path.matches(
        "\\.(messages|tools)"
            + "|\\.messages\\[]\\.content(\\[]\\.text)?"
            + "|\\.tools\\[]\\.function(\\.(name|parameters))?");
  }
}
