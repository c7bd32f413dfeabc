package dev.sluice.provider.ollama;

import static dev.sluice.provider.SampleChat.encoded;
import static dev.sluice.provider.SampleChat.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message.Call;
import dev.sluice.model.Message.Role;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.model.ToolChoice;
import dev.sluice.provider.FixedProviderConfig;
import dev.sluice.provider.ProvidersConfig;
import dev.sluice.provider.SampleChat;
import dev.sluice.provider.WireProtocol;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRequestTest {
  private static final OllamaProtocol PROTOCOL =
      new OllamaProtocol(FixedProviderConfig.withKey(ProvidersConfig.Type.OLLAMA, "k1"));

  @Test
  void shouldAddressTheChatApi() {
    var request = PROTOCOL.encode(SampleChat.hello().request(), "llama");

    assertThat(request.path()).isEqualTo("/api/chat");
    assertThat(request.headers()).containsEntry("Authorization", "Bearer k1").hasSize(1);
    assertThat(PROTOCOL.framing()).isEqualTo(WireProtocol.Framing.LINES);
    assertThat(json(request.body().toString()))
        .isEqualTo(
            json(
                """
                {"model":"llama","stream":true,"messages":[{"role":"user","content":"Hi"}]}
                """));
  }

  @Test
  void shouldWriteEveryMessage() {
    var request =
        new SampleChat()
            .says(Role.DEVELOPER, "Be brief.")
            .shows("What is it?", "data:image/png;base64,QUJD")
            .calls("", new Call("a", "look", "{\"at\":1}"), new Call("b", "now", "nonsense"))
            .answers("a", "a cat")
            .answers("lost", "noon")
            .request();

    assertThat(encode(request).path("messages"))
        .isEqualTo(
            json("""
            {"all":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":"What is it?","images":["QUJD"]},
              {"role":"assistant","content":"","tool_calls":[
                {"function":{"name":"look","arguments":{"at":1}}},
                {"function":{"name":"now","arguments":{}}}]},
              {"role":"tool","content":"a cat","tool_name":"look"},
              {"role":"tool","content":"noon"}]}
            """)
                .get("all"));
  }

  @Test
  void shouldMapTheParameters() {
    JsonNode body =
        encode(
            SampleChat.hello()
                .request(
                    """
                    {"max_tokens":10,"temperature":1.7,"top_p":0.5,"seed":3,"stop":["END"],
                     "reasoning_effort":"high","response_format":{"type":"json_schema",
                       "json_schema":{"name":"n","schema":{"type":"object"}}}}
                    """));

    assertThat(body.path("options"))
        .isEqualTo(
            json(
                """
                {"num_predict":10,"temperature":1.7,"top_p":0.5,"seed":3,"stop":["END"]}
                """));
    assertThat(body.path("think").textValue()).isEqualTo("high");
    assertThat(body.path("format")).isEqualTo(json("{\"type\":\"object\"}"));
  }

  @Test
  void shouldAskForAnyJson_whenNoSchemaIsGiven() {
    var request = SampleChat.hello().request("{\"response_format\":{\"type\":\"json_object\"}}");

    assertThat(encode(request).path("format").textValue()).isEqualTo("json");
  }

  @Test
  void shouldNotThink_whenTheEffortIsNone() {
    var request = SampleChat.hello().request("{\"reasoning_effort\":\"none\"}");

    assertThat(encode(request).path("think").asBoolean(true)).isFalse();
  }

  @Test
  void shouldOfferOnlyTheToolsThatMayBeCalled() {
    assertThat(offered(ToolChoice.AUTO)).isEqualTo(2);
    assertThat(offered(new ToolChoice.Required())).isEqualTo(2);
    assertThat(offered(new ToolChoice.Named("g"))).isEqualTo(1);
    assertThat(offered(new ToolChoice.None())).isZero();
  }

  @Test
  void shouldWriteAToolAsAFunction() {
    var request = SampleChat.hello().tool("f", "does f", "{\"type\":\"object\"}").request();

    assertThat(encode(request).path("tools").get(0))
        .isEqualTo(
            json(
                """
                {"type":"function","function":
                  {"name":"f","description":"does f","parameters":{"type":"object"}}}
                """));
  }

  @Test
  void shouldRefuse_whenTheApiCannotDoIt() {
    assertRefused(SampleChat.hello().request("{\"n\":2}"), "n must be 1");
    assertRefused(
        new SampleChat().shows("x", "https://x.test/a.png").request(), "https://x.test/a.png");
  }

  @ParameterizedTest
  @CsvSource({
    "404,'model \"x\" not found',BROKEN",
    "400,does not support tools,BAD_REQUEST",
    "503,'server busy, please try again',OVERLOADED",
    "500,boom,BROKEN"
  })
  void shouldTellTheKindOfAFailure(int status, String sentence, Kind kind) {
    String body = json("{}").put("error", sentence).toString();

    var failure = PROTOCOL.failure(status, MultiMap.caseInsensitiveMultiMap(), body);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage(sentence);
  }

  private static void assertRefused(ChatRequest request, String words) {
    assertThatThrownBy(() -> encode(request))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            ProviderFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.BAD_REQUEST));
  }

  private static int offered(ToolChoice choice) {
    var chat = SampleChat.hello().tool("f", "", "{}").tool("g", "", "{}").choosing(choice);
    return encode(chat.request()).path("tools").size();
  }

  private static JsonNode encode(ChatRequest request) {
    return encoded(PROTOCOL, request);
  }
}
