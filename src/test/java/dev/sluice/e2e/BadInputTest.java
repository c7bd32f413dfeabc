package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request is told in the contract's shape, and no provider is asked. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class BadInputTest extends EndToEnd {
  private static final String GOOD =
      "{\"model\":\"scripted\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
  private static final int LIMIT = 4 << 20;

  @AfterEach
  void shouldHaveAskedNoProvider() {
    assertThat(upstream.calls()).isEmpty();
  }

  static Stream<byte[]> notJson() {
    return Stream.of(
            "",
            " ",
            "{",
            "null",
            "[]",
            "\"x\"",
            "7",
            GOOD,
            GOOD + "}}",
            GOOD + "} {}",
            GOOD + "} x",
            GOOD + ",}",
            GOOD + ",'n':1}",
            GOOD + ",\"temperature\":NaN}",
            GOOD + ",\"model\":\"demo\"}",
            GOOD + ",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            GOOD + ",\"x\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}",
            GOOD + ",\"x\":\"\n\"}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void shouldSayInvalidJson_whenBodyIsNotOurJson(byte[] body) {
    // when
    HttpAnswer answer = ask(Ask.chat(new JsonObject()).bytes(body));
    // then
    assertError(answer, 400, "invalid_request_error", "invalid_json", null);
  }

  @Test
  void shouldSayInvalidJson_whenBodyIsNotUtf8() {
    for (String broken : List.of("\u00ff", "\u00c3(", "\u00ed\u00a0\u0080", "\u00c0\u00af")) {
      // given
      String text = GOOD.replace("hi", broken) + "}";
      // when
      HttpAnswer answer =
          ask(Ask.chat(new JsonObject()).bytes(text.getBytes(StandardCharsets.ISO_8859_1)));
      // then
      assertError(answer, 400, "invalid_request_error", "invalid_json", null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\udf0d", "a\\ud83db", "\\udf0d\\ud83d"})
  void shouldNameTheField_whenItHasHalfASurrogatePair(String half) {
    // when
    HttpAnswer answer = ask(Ask.chat(new JsonObject()).json(GOOD.replace("hi", half) + "}"));
    // then
    assertError(answer, 400, "invalid_request_error", "invalid_parameter", "messages[0].content");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "temperature | 'x'",
        "temperature | -1",
        "temperature | 2.1",
        "temperature | []",
        "top_p | 1.1",
        "top_p | '1'",
        "n | 0",
        "n | 9",
        "n | 1.5",
        "n | '2'",
        "n | 99999999999999999999",
        "max_tokens | 0",
        "max_tokens | -5",
        "max_tokens | true",
        "max_tokens | 1e9999",
        "max_completion_tokens | 0",
        "seed | 1.5",
        "seed | 'x'",
        "stream | 'true'",
        "stream | 1",
        "stream_options | []",
        "stream_options | 'x'",
        "stop | 7",
        "stop | {}",
        "stop[0] | [1]",
        "stop | ['a','b','c','d','e']",
        "tools | {}",
        "tools | 'x'",
        "tools[0] | [1]",
        "tools[0].type | [{}]",
        "tools[0].type | [{'type':'web'}]",
        "tools[0].function | [{'type':'function'}]",
        "tools[0].function.name | [{'type':'function','function':{}}]",
        "tool_choice | 'maybe'",
        "tool_choice | 7",
        "tool_choice.function | {}",
        "response_format | 'json'",
        "reasoning_effort | 5",
        "logprobs | true",
        "logprobs | 'x'",
        "top_logprobs | 99",
        "functions | []",
        "function_call | 'auto'",
        "audio | {}",
        "modalities[0] | ['audio']",
        "model | 7",
        "model | ''",
        "model | null",
        "messages | 'hi'",
        "messages | {}",
        "messages | []",
        "messages | null",
        "messages[0] | ['hi']",
        "messages[0].role | [{}]",
        "messages[0].role | [{'role':'king','content':'x'}]",
        "messages[0].role | [{'role':1,'content':'x'}]",
        "messages[0].content | [{'role':'user'}]",
        "messages[0].content | [{'role':'user','content':7}]",
        "messages[0].content[0] | [{'role':'user','content':['x']}]",
        "messages[0].content[0].type | [{'role':'user','content':[{}]}]",
        "messages[0].content[0].type | [{'role':'user','content':[{'type':'video'}]}]",
        "messages[0].content[0].text | [{'role':'user','content':[{'type':'text'}]}]",
        "messages[0].content[0].image_url | [{'role':'user','content':[{'type':'image_url'}]}]",
        "messages[0].tool_call_id | [{'role':'tool','content':'x'}]",
        "messages[0].tool_calls | [{'role':'assistant','tool_calls':{}}]",
        "messages[0].tool_calls[0].id |"
            + " [{'role':'assistant','tool_calls':[{'function':{'name':'f'}}]}]"
      })
  void shouldNameTheField_whenItsTypeIsWrong(String param, String value) {
    // given
    String field = param.split("[\\[.]")[0];
    JsonObject body = Ask.body("scripted");
    body.put(field, new JsonObject("{\"v\":" + value.replace('\'', '"') + "}").getValue("v"));
    // when
    HttpAnswer answer = ask(Ask.chat(body));
    // then
    assertError(answer, 400, "invalid_request_error", "invalid_parameter", param);
  }

  @Test
  void shouldSayModelNotFound_whenAliasIsUnknown() {
    for (Ask ask :
        List.of(Ask.stream("nothing"), Ask.whole("nothing"), Ask.generation("nothing"))) {
      assertError(ask(ask), 404, "invalid_request_error", "model_not_found", "model");
    }
  }

  @Test
  void shouldSayTooLarge_whenLengthIsAnnounced() {
    // given
    Ask ask = Ask.whole("scripted").header("Content-Length", Integer.toString(LIMIT + 1));
    // when
    HttpAnswer answer = connect().write(ask.head()).answer();
    // then
    assertError(answer, 413, "invalid_request_error", "request_too_large", null);
  }

  @Test
  void shouldSayTooLarge_whenChunksGrowTooMany() {
    // given
    Wire wire =
        connect().write(Ask.whole("scripted").header("Transfer-Encoding", "chunked").head());
    byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    // when
    for (int sent = 0; sent <= LIMIT; sent += 0x10000) {
      wire.write(chunk);
    }
    // then
    assertError(wire.answer(), 413, "invalid_request_error", "request_too_large", null);
  }

  @Test
  void shouldAcceptTheLargestBody_whenJustWithinTheLimit() {
    // given
    byte[] body = (GOOD + "}" + " ".repeat(LIMIT - GOOD.length() - 1)).getBytes();
    // when
    HttpAnswer answer = ask(Ask.chat(new JsonObject()).bytes(body));
    // then
    assertThat(answer.status()).isEqualTo(200);
    upstream.forget();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic c2s6",
        "sk-slc-e2e-caller-0123456789"
      })
  void shouldSayInvalidKey_whenCredentialIsNone(String authorization) {
    // given
    List<Ask> asks =
        List.of(
            Ask.stream("scripted"),
            Ask.whole("scripted"),
            Ask.generation("scripted"),
            Ask.get("/v1/models"),
            Ask.get("/v1/generations/gen_x"),
            Ask.get("/v1/generations/gen_x/events"),
            Ask.of("DELETE", "/v1/generations/gen_x"));
    for (Ask ask : asks) {
      // when
      Ask stripped =
          authorization.isEmpty()
              ? ask.without("Authorization")
              : ask.header("Authorization", authorization);
      // then
      assertError(ask(stripped), 401, "invalid_request_error", "invalid_api_key", null);
    }
  }

  @Test
  void shouldNotHang_whenRefusedCallerSendsALargeBody() {
    for (int round = 0; round < 3; round++) {
      // given
      byte[] body = (GOOD + "}" + " ".repeat(LIMIT - GOOD.length() - 1)).getBytes();
      Ask ask = Ask.chat(new JsonObject()).bytes(body).bearer("sk-slc-nobody-knows-this");
      Wire wire = connect();
      // when
      HttpAnswer answer = wire.send(ask).answer();
      // then
      assertError(answer, 401, "invalid_request_error", "invalid_api_key", null);
      assertThat(closedOrServing(wire)).isTrue();
    }
  }

  private static boolean closedOrServing(Wire wire) {
    try {
      return wire.send(Ask.get("/v1/models")).answer().status() == 200;
    } catch (RuntimeException closed) {
      return !(closed.getCause() instanceof java.net.SocketTimeoutException);
    }
  }

  @Test
  void shouldAnswerInTheShapeOfTheApi_whenRoutingFails() {
    assertError(ask(Ask.get("/v1/nothing")), 404, "invalid_request_error", "not_found", null);
    assertError(
        ask(Ask.get("/v1/chat/completions")),
        405,
        "invalid_request_error",
        "method_not_allowed",
        null);
    assertError(
        ask(Ask.of("PUT", "/v1/generations")),
        405,
        "invalid_request_error",
        "method_not_allowed",
        null);
  }

  @Test
  void shouldAnswerWithProblemDetails_whenOutsideTheApi() {
    // when
    HttpAnswer answer = ask(Ask.get("/nothing-here"));
    // then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().getInteger("status")).isEqualTo(404);
  }

  @Test
  void shouldRefuseTheKey_whenItIsTooLongOrNotAscii() {
    for (String key : List.of("k".repeat(256), "\u00e9t\u00e9", " ")) {
      // when
      HttpAnswer answer = ask(Ask.whole("scripted").header("Idempotency-Key", key));
      // then
      assertError(answer, 400, "invalid_request_error", "invalid_parameter", "Idempotency-Key");
    }
  }

  @Test
  void shouldCarryATraceId_whenGenerationIsRefused() {
    List<Ask> refused =
        List.of(
            Ask.stream("nothing"),
            Ask.chat(new JsonObject()),
            Ask.whole("scripted").bearer("wrong"),
            Ask.generation("nothing"),
            Ask.generation("scripted").bearer("wrong"));
    assertThat(refused).extracting(ask -> ask(ask).traceId()).allMatch(id -> id.startsWith("gen_"));
  }

  private static void assertError(
      HttpAnswer answer, int status, String type, String code, String param) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    JsonObject body = answer.json();
    assertThat(body.fieldNames()).containsExactly("error");
    JsonObject error = body.getJsonObject("error");
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.getString("message")).isNotBlank();
    assertThat(error.getString("type")).isEqualTo(type);
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("param")).isEqualTo(param);
  }
}
