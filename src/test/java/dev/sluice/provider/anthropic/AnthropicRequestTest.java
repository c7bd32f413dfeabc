package dev.sluice.provider.anthropic;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestTest {
  private static final AnthropicProtocol PROTOCOL =
      new AnthropicProtocol(
          FixedProviderConfig.withKey(ProvidersConfig.Type.ANTHROPIC, "sk-ant-1"));

  @Test
  void shouldAddressTheMessagesApi() {
    var request = PROTOCOL.encode(SampleChat.hello().request(), "claude-x");

    assertThat(request.path()).isEqualTo("/messages");
    assertThat(request.headers())
        .containsEntry("x-api-key", "sk-ant-1")
        .containsEntry("anthropic-version", "2023-06-01")
        .hasSize(2);
  }

  @Test
  void shouldGiveABoundAndNothingMore_whenTheCallerGaveNothing() {
    assertThat(encode(SampleChat.hello().request()))
        .isEqualTo(
            json(
                """
                {"model":"m","stream":true,"max_tokens":4096,
                 "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}
                """));
  }

  @Test
  void shouldTakeTurns_whenRolesRepeat() {
    var request =
        new SampleChat()
            .says(Role.SYSTEM, "Be brief.")
            .shows("What is it?", "https://x.test/a.png")
            .shows("And this?", "data:image/png;base64,QUJD")
            .calls("Let me see.", new Call("a:1", "look", "{\"at\":1}"), new Call("b", "now", "{"))
            .answers("a:1", "a cat")
            .answers("b", "")
            .says(Role.DEVELOPER, "Be kind.")
            .says(Role.USER, "Well?")
            .says(Role.ASSISTANT, "")
            .request();

    JsonNode body = encode(request);

    assertThat(body.path("system").textValue()).isEqualTo("Be brief.\n\nBe kind.");
    assertThat(body.path("messages"))
        .isEqualTo(
            json("""
            {"all":[
              {"role":"user","content":[
                {"type":"text","text":"What is it?"},
                {"type":"image","source":{"type":"url","url":"https://x.test/a.png"}},
                {"type":"text","text":"And this?"},
                {"type":"image","source":
                  {"type":"base64","media_type":"image/png","data":"QUJD"}}]},
              {"role":"assistant","content":[
                {"type":"text","text":"Let me see."},
                {"type":"tool_use","id":"a_1","name":"look","input":{"at":1}},
                {"type":"tool_use","id":"b","name":"now","input":{}}]},
              {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"a_1",
                  "content":[{"type":"text","text":"a cat"}]},
                {"type":"tool_result","tool_use_id":"b","content":[]},
                {"type":"text","text":"Well?"}]}]}
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
                     "response_format":{"type":"json_schema",
                       "json_schema":{"name":"n","schema":{"type":"object"}}}}
                    """));

    assertThat(body.path("max_tokens").intValue()).isEqualTo(10);
    assertThat(body.path("temperature").doubleValue()).isEqualTo(1.0);
    assertThat(body.has("top_p")).isFalse();
    assertThat(body.has("seed")).isFalse();
    assertThat(body.path("stop_sequences")).isEqualTo(json("{\"s\":[\"END\"]}").get("s"));
    assertThat(body.path("output_config"))
        .isEqualTo(
            json("{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}"));
  }

  @Test
  void shouldMapTools() {
    JsonNode body =
        encode(
            SampleChat.hello()
                .tool("f", "does f", "{\"type\":\"object\",\"properties\":{}}")
                .tool("g", "", "{}")
                .choosing(new ToolChoice.Named("f"))
                .request("{\"parallel_tool_calls\":false}"));

    assertThat(body.path("tools"))
        .isEqualTo(
            json("""
            {"t":[{"name":"f","description":"does f",
                   "input_schema":{"type":"object","properties":{}}},
                  {"name":"g","input_schema":{"type":"object"}}]}
            """)
                .get("t"));
    assertThat(body.path("tool_choice"))
        .isEqualTo(json("{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":true}"));
  }

  @Test
  void shouldMapEveryToolChoice() {
    assertThat(choice(ToolChoice.AUTO)).isEqualTo("auto");
    assertThat(choice(new ToolChoice.None())).isEqualTo("none");
    assertThat(choice(new ToolChoice.Required())).isEqualTo("any");
  }

  @ParameterizedTest
  @CsvSource({"low,4000,1024", "medium,4000,2000", "high,10000,8000", "none,4000,0", "high,1024,0"})
  void shouldGiveThinkingAShareOfTheOutput(String effort, int maxTokens, int budget) {
    JsonNode body =
        encode(
            SampleChat.hello()
                .request(
                    "{\"temperature\":0.5,\"max_tokens\":%d,\"reasoning_effort\":\"%s\"}"
                        .formatted(maxTokens, effort)));

    assertThat(body.path("thinking").path("budget_tokens").asInt()).isEqualTo(budget);
    assertThat(body.has("temperature")).isEqualTo(budget == 0);
  }

  @Test
  void shouldNotThink_whenAToolWasJustAnswered() {
    var request =
        SampleChat.hello()
            .calls("", new Call("a", "f", "{}"))
            .answers("a", "1")
            .request("{\"reasoning_effort\":\"high\"}");

    assertThat(encode(request).has("thinking")).isFalse();
  }

  @Test
  void shouldRefuse_whenTheApiCannotDoIt() {
    assertRefused(SampleChat.hello().request("{\"n\":2}"), "n must be 1");
    assertRefused(new SampleChat().says(Role.SYSTEM, "x").request(), "at least one message");
    assertRefused(new SampleChat().shows("x", "data:image/png,AA").request(), "base64");
    String deep = "{\"a\":".repeat(999) + "1" + "}".repeat(999);
    assertRefused(SampleChat.hello().calls("", new Call("a", "f", deep)).request(), "as JSON");
  }

  private static void assertRefused(ChatRequest request, String words) {
    assertThatThrownBy(() -> encode(request))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            ProviderFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.BAD_REQUEST));
  }

  private static String choice(ToolChoice choice) {
    var request = SampleChat.hello().tool("f", "", "{}").choosing(choice).request();
    return encode(request).path("tool_choice").path("type").textValue();
  }

  private static JsonNode encode(ChatRequest request) {
    return encoded(PROTOCOL, request);
  }
}
