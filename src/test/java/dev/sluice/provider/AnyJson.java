package dev.sluice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.StreamPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON that uses a protocol's own words in every wrong place, and the laws it must not break. */
public final class AnyJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnyJson() {}

  /** Streams of events made of these field names and texts. */
  public static Arbitrary<List<String>> streams(List<String> fields, List<String> texts) {
    return value(fields, texts, 5).map(JsonNode::toString).list().ofMaxSize(8);
  }

  private static Arbitrary<JsonNode> value(List<String> fields, List<String> texts, int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(texts).map(JSON::textNode),
            Arbitraries.strings().ofMaxLength(5).map(JSON::textNode),
            Arbitraries.longs().map(JSON::numberNode),
            Arbitraries.integers().between(-1, 3).map(JSON::numberNode),
            Arbitraries.doubles().map(JSON::numberNode),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> inner = Arbitraries.lazy(() -> value(fields, texts, depth - 1));
    Arbitrary<JsonNode> array =
        inner.list().ofMaxSize(3).map(items -> (JsonNode) new ArrayNode(JSON, items));
    Arbitrary<JsonNode> object =
        Arbitraries.maps(Arbitraries.of(fields), inner)
            .ofMaxSize(5)
            .map(entries -> new ObjectNode(JSON, new HashMap<>(entries)));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(1, leaf),
        net.jqwik.api.Tuple.of(1, array),
        net.jqwik.api.Tuple.of(6, object));
  }

  /** Decodes until a failure, which must be typed; then checks what came out. */
  public static void decodeSafely(WireProtocol protocol, String name, List<String> payloads) {
    List<StreamPart> parts = new ArrayList<>();
    PartDecoder decoder = protocol.decoder();
    try {
      payloads.forEach(payload -> decoder.decode(WireEvent.of(name, payload), parts::add));
      decoder.end(parts::add);
    } catch (ProviderFailure failure) {
      assertThat(failure.getMessage()).isNotBlank().hasSizeLessThanOrEqualTo(300);
    }
    assertLawful(parts);
  }

  private static void assertLawful(List<StreamPart> parts) {
    Set<Integer> finished = new HashSet<>();
    Map<Integer, Integer> calls = new HashMap<>();
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.Finished end) {
        assertThat(finished.add(end.choice())).isTrue();
      } else if (part instanceof StreamPart.Delta delta) {
        assertThat(finished).doesNotContain(delta.choice());
        assertThat(delta.text()).isNotEmpty();
      } else if (part instanceof StreamPart.ToolCall call) {
        assertThat(finished).doesNotContain(call.choice());
        assertOpensInOrder(call, calls);
      }
    }
  }

  private static void assertOpensInOrder(StreamPart.ToolCall call, Map<Integer, Integer> calls) {
    int known = calls.getOrDefault(call.choice(), 0);
    if (call.id().isEmpty()) {
      assertThat(call.index()).isLessThan(known);
    } else {
      assertThat(call.index()).isEqualTo(known);
      calls.put(call.choice(), known + 1);
    }
  }
}
