package dev.sluice.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a body that has to be one JSON object: strict UTF-8, no name twice, not too deep. */
public final class JsonBody {
  private static final int DEEPEST = 64;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /**
   * @throws Refusal.Invalid {@code invalid_json}, saying where it breaks but not what it holds
   */
  public static ObjectNode parse(Buffer bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes())).toString();
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw invalidJson("The body must be a JSON object.");
    } catch (CharacterCodingException broken) {
      throw invalidJson("The body is not valid UTF-8.");
    } catch (JsonProcessingException broken) {
      throw invalidJson("The body is not valid JSON" + place(broken) + ".");
    } catch (IOException impossible) {
      throw invalidJson("The body could not be read.");
    }
  }

  private static String place(JsonProcessingException broken) {
    return broken.getLocation() == null
        ? ""
        : " (line "
            + broken.getLocation().getLineNr()
            + ", column "
            + broken.getLocation().getColumnNr()
            + ")";
  }

  private static Refusal.Invalid invalidJson(String message) {
    return new Refusal.Invalid("invalid_json", "", message);
  }
}
