package dev.sluice.provider.gemini;

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

class GeminiRequestTest {
  private static final GeminiProtocol PROTOCOL =
      new GeminiProtocol(FixedProviderConfig.withKey(ProvidersConfig.Type.GEMINI, "AIza1"));

  @Test
  void shouldAddressTheModelsStream() {
    var request = PROTOCOL.encode(SampleChat.hello().request(), "gemini-x");

    assertThat(request.path()).isEqualTo("/models/gemini-x:streamGenerateContent?alt=sse");
    assertThat(request.headers()).containsEntry("x-goog-api-key", "AIza1").hasSize(1);
    assertThat(json(request.body().toString()))
        .isEqualTo(json("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}"));
  }

  @Test
  void shouldTakeTurns_whenRolesRepeat() {
    var request =
        new SampleChat()
            .says(Role.SYSTEM, "Be brief.")
            .shows("What is it?", "https://x.test/a.png")
            .shows("And this?", "data:image/png;base64,QUJD")
            .calls("Let me see.", new Call("a", "look", "{\"at\":1}"), new Call("b", "now", "[]"))
            .answers("b", "noon")
            .answers("a", "{\"animal\":\"cat\"}")
            .says(Role.DEVELOPER, "Be kind.")
            .says(Role.USER, "Well?")
            .request();

    assertThat(encode(request))
        .isEqualTo(
            json(
                """
                {"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Be kind."}]},
                 "contents":[
                  {"role":"user","parts":[
                    {"text":"What is it?"},
                    {"fileData":{"fileUri":"https://x.test/a.png"}},
                    {"text":"And this?"},
                    {"inlineData":{"mimeType":"image/png","data":"QUJD"}}]},
                  {"role":"model","parts":[
                    {"text":"Let me see."},
                    {"functionCall":{"name":"look","args":{"at":1}}},
                    {"functionCall":{"name":"now","args":{}}}]},
                  {"role":"user","parts":[
                    {"functionResponse":{"name":"now","response":{"result":"noon"}}},
                    {"functionResponse":{"name":"look","response":{"animal":"cat"}}},
                    {"text":"Well?"}]}]}
                """));
  }

  @Test
  void shouldNameTheLatestFunction_whenCallIdsRepeat() {
    var request =
        SampleChat.hello()
            .calls("", new Call("x", "first", "{}"))
            .answers("x", "1")
            .calls("", new Call("x", "second", "{}"))
            .answers("x", "2")
            .request();

    assertThat(encode(request).findValuesAsText("name"))
        .containsExactly("first", "first", "second", "second");
  }

  @Test
  void shouldMarkCallsAsUnsigned_whenTheModelWantsSignatures() {
    var request = SampleChat.hello().calls("", new Call("x", "f", "{}")).request();

    assertThat(PROTOCOL.encode(request, "gemini-3-pro").body().toString())
        .contains("\"thoughtSignature\":\"skip_thought_signature_validator\"");
    assertThat(PROTOCOL.encode(request, "gemini-2.5-pro").body().toString())
        .doesNotContain("thoughtSignature");
  }

  @Test
  void shouldMapTheParameters() {
    JsonNode body =
        encode(
            SampleChat.hello()
                .request(
                    """
                    {"n":2,"max_tokens":5000,"temperature":1.7,"top_p":0.5,"seed":3,"stop":["END"],
                     "reasoning_effort":"medium",
                     "response_format":{"type":"json_schema",
                       "json_schema":{"name":"n","schema":{"type":"object"}}}}
                    """));

    assertThat(body.path("generationConfig"))
        .isEqualTo(
            json(
                """
                {"candidateCount":2,"maxOutputTokens":5000,"temperature":1.7,"topP":0.5,"seed":3,
                 "stopSequences":["END"],"responseMimeType":"application/json",
                 "responseJsonSchema":{"type":"object"},
                 "thinkingConfig":{"includeThoughts":true,"thinkingBudget":4000}}
                """));
  }

  @ParameterizedTest
  @CsvSource({"none,0", "low,1024", "high,24576"})
  void shouldGiveThinkingABudget(String effort, int budget) {
    JsonNode body =
        encode(SampleChat.hello().request("{\"reasoning_effort\":\"%s\"}".formatted(effort)));

    assertThat(body.findPath("thinkingBudget").asInt(-1)).isEqualTo(budget);
    assertThat(body.findPath("includeThoughts").asBoolean()).isEqualTo(budget > 0);
  }

  @Test
  void shouldFoldTheSeed_whenItIsTooLong() {
    assertThat(encode(SampleChat.hello().request("{\"seed\":-5}")).findPath("seed").longValue())
        .isEqualTo(-5);
    assertThat(
            encode(SampleChat.hello().request("{\"seed\":4294967301}"))
                .findPath("seed")
                .canConvertToInt())
        .isTrue();
  }

  @Test
  void shouldMapTools() {
    JsonNode body =
        encode(
            SampleChat.hello()
                .tool("f", "does f", "{\"type\":\"object\",\"additionalProperties\":false}")
                .tool("g", "", "{}")
                .choosing(new ToolChoice.Named("f"))
                .request());

    assertThat(body.path("tools").get(0))
        .isEqualTo(
            json(
                """
                {"functionDeclarations":[
                  {"name":"f","description":"does f",
                   "parametersJsonSchema":{"type":"object","additionalProperties":false}},
                  {"name":"g"}]}
                """));
    assertThat(body.path("toolConfig"))
        .isEqualTo(
            json(
                "{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}}"));
  }

  @Test
  void shouldMapEveryToolChoice() {
    assertThat(mode(ToolChoice.AUTO)).isEmpty();
    assertThat(mode(new ToolChoice.None())).isEqualTo("NONE");
    assertThat(mode(new ToolChoice.Required())).isEqualTo("ANY");
  }

  @Test
  void shouldRefuse_whenTheApiCannotDoIt() {
    assertRefused(new SampleChat().says(Role.SYSTEM, "x").request(), "at least one message");
    assertRefused(SampleChat.hello().answers("lost", "1").request(), "tool_call_id");
    assertRefused(new SampleChat().shows("x", "data:,AA").request(), "base64");
  }

  private static void assertRefused(ChatRequest request, String words) {
    assertThatThrownBy(() -> encode(request))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            ProviderFailure.class, f -> assertThat(f.kind()).isEqualTo(Kind.BAD_REQUEST));
  }

  private static String mode(ToolChoice choice) {
    var request = SampleChat.hello().tool("f", "", "{}").choosing(choice).request();
    return encode(request).findPath("mode").asText();
  }

  private static JsonNode encode(ChatRequest request) {
    return encoded(PROTOCOL, request);
  }
}
