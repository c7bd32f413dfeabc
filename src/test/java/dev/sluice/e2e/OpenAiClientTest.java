package dev.sluice.e2e;

import static dev.sluice.testing.OpenAiJson.chunk;
import static dev.sluice.testing.OpenAiJson.content;
import static dev.sluice.testing.OpenAiJson.error;
import static dev.sluice.testing.OpenAiJson.finish;
import static dev.sluice.testing.OpenAiJson.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.Script;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client, told nothing but our address and a key. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class OpenAiClientTest extends EndToEnd {
  private OpenAIClient client;

  @BeforeEach
  void open() {
    client = client(UpstreamResource.CALLER_KEY);
  }

  @AfterEach
  void close() {
    client.close();
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl("http://127.0.0.1:" + port() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  @Test
  void shouldAnswerWhole_whenNotStreaming() {
    // when
    ChatCompletion completion = client.chat().completions().create(chat("scripted").build());
    // then
    ChatCompletion.Choice choice = completion.choices().get(0);
    assertThat(choice.message().content()).contains("Hello, world");
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(completion.usage().get().totalTokens()).isEqualTo(12);
    assertThat(completion.model()).isEqualTo("scripted");
    completion.validate();
  }

  @Test
  void shouldStream_whenUsageIsAskedFor() {
    // when
    List<ChatCompletionChunk> chunks = stream(counted(chat("scripted")));
    // then
    assertThat(text(chunks, 0)).isEqualTo("Hello, world");
    ChatCompletionChunk last = chunks.get(chunks.size() - 1);
    assertThat(last.choices()).isEmpty();
    assertThat(last.usage().get().promptTokens()).isEqualTo(9);
    chunks.forEach(ChatCompletionChunk::validate);
  }

  @Test
  void shouldKeepChoicesApart_whenTwoAreAskedFor() {
    // given
    Script script = Script.sse().event(content(0, "a")).event(content(1, "x"));
    script.event(content(0, "b")).event(finish(1, "length")).event(finish(0, "stop"));
    upstream.answer(script.event(usage(3, 3)).done());
    // when
    ChatCompletion all = accumulated(counted(chat("scripted").n(2)));
    // then
    assertThat(all.choices())
        .extracting(choice -> choice.message().content().get())
        .containsExactlyInAnyOrder("ab", "x");
    assertThat(onlyCall().body().getInteger("n")).isEqualTo(2);
  }

  @Test
  void shouldCallTools_whenStreaming() {
    // given
    upstream.answer(toolCalls());
    // when
    ChatCompletion all = accumulated(chat("scripted").addFunctionTool(weather()));
    // then
    assertThat(all.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    assertCalls(all);
    JsonObject tool = onlyCall().body().getJsonArray("tools").getJsonObject(0);
    assertThat(tool.getJsonObject("function").getString("name")).isEqualTo("weather");
  }

  @Test
  void shouldCallTools_whenNotStreaming() {
    // given
    upstream.answer(toolCalls());
    // when
    ChatCompletion completion =
        client.chat().completions().create(chat("scripted").addFunctionTool(weather()).build());
    // then
    assertCalls(completion);
  }

  @Test
  void shouldListModels_whenAsked() {
    // when
    List<String> ids = client.models().list().data().stream().map(Model::id).toList();
    Model one = client.models().retrieve("scripted");
    // then
    assertThat(ids).contains("demo", "scripted", "failover");
    assertThat(one.id()).isEqualTo("scripted");
  }

  @Test
  void shouldThrowUnauthorized_whenKeyIsWrong() {
    // given
    OpenAIClient stranger = client("sk-slc-nobody-knows-this");
    // when
    UnauthorizedException thrown =
        catchThrowableOfType(
            UnauthorizedException.class,
            () -> stranger.chat().completions().create(chat("scripted").build()));
    stranger.close();
    // then
    assertThat(thrown.code()).contains("invalid_api_key");
    assertThat(thrown.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldThrowNotFound_whenModelIsUnknown() {
    // when
    NotFoundException completion =
        catchThrowableOfType(NotFoundException.class, () -> stream(chat("nothing")));
    NotFoundException model =
        catchThrowableOfType(NotFoundException.class, () -> client.models().retrieve("nothing"));
    // then
    assertThat(completion.code()).contains("model_not_found");
    assertThat(completion.param()).contains("model");
    assertThat(model.code()).contains("model_not_found");
  }

  @Test
  void shouldThrowBadRequest_whenParameterIsWrong() {
    // when
    BadRequestException thrown =
        catchThrowableOfType(
            BadRequestException.class, () -> stream(chat("scripted").temperature(9.0)));
    // then
    assertThat(thrown.param()).contains("temperature");
    assertThat(thrown.type()).contains("invalid_request_error");
    assertThat(upstream.calls()).isEmpty();
  }

  @Test
  void shouldThrowServerError_whenProviderFails() {
    // given
    upstream.answer(Script.json(500, error("server_error", "broken")));
    // when
    InternalServerException thrown =
        catchThrowableOfType(InternalServerException.class, () -> stream(chat("scripted")));
    // then
    assertThat(thrown.statusCode()).isEqualTo(502);
    assertThat(thrown.code()).contains("provider_failed");
    assertThat(thrown.type()).contains("upstream_error");
  }

  @Test
  void shouldThrow_whenStreamFailsMidway() {
    // given
    upstream.answer(Script.sse().event(content("Hel")).event(error("server_error", "no")).done());
    List<ChatCompletionChunk> seen = new ArrayList<>();
    // when
    OpenAIServiceException thrown =
        catchThrowableOfType(
            OpenAIServiceException.class,
            () -> {
              try (StreamResponse<ChatCompletionChunk> stream =
                  client.chat().completions().createStreaming(chat("scripted").build())) {
                stream.stream().forEach(seen::add);
              }
            });
    // then
    assertThat(text(seen, 0)).isEqualTo("Hel");
    assertThat(thrown).isInstanceOf(SseException.class);
    assertThat(thrown.code()).contains("provider_failed");
  }

  @Test
  void shouldEndWithContentFilter_whenProviderCuts() {
    // given
    upstream.answer(Script.sse().event(content("bad")).event(finish("content_filter")).done());
    // when
    ChatCompletion all = accumulated(chat("scripted"));
    // then
    assertThat(all.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.CONTENT_FILTER);
  }

  @Test
  void shouldResetProvider_whenClientClosesItsStream() {
    // given
    upstream.answer(Script.sse().event(content("Hel")));
    // when
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat("scripted").build())) {
      assertThat(stream.stream().findFirst()).isPresent();
    }
    // then
    soon().until(() -> onlyCall().closed().isDone());
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("hi");
  }

  private static ChatCompletionCreateParams.Builder counted(
      ChatCompletionCreateParams.Builder chat) {
    return chat.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
  }

  private List<ChatCompletionChunk> stream(ChatCompletionCreateParams.Builder chat) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat.build())) {
      return stream.stream().toList();
    }
  }

  private ChatCompletion accumulated(ChatCompletionCreateParams.Builder chat) {
    ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
    stream(chat).forEach(all::accumulate);
    return all.chatCompletion();
  }

  private static String text(List<ChatCompletionChunk> chunks, long choice) {
    return chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .filter(one -> one.index() == choice)
        .map(one -> one.delta().content().orElse(""))
        .collect(Collectors.joining());
  }

  private static FunctionDefinition weather() {
    FunctionParameters parameters =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty("properties", JsonValue.from(Map.of()))
            .build();
    return FunctionDefinition.builder().name("weather").parameters(parameters).build();
  }

  private static Script toolCalls() {
    return Script.sse()
        .event(call(0, "call_1", "weather", ""))
        .event(call(0, "", "", "{\"city\":"))
        .event(call(0, "", "", "\"京\"}"))
        .event(call(1, "call_2", "weather", "{}"))
        .event(finish("tool_calls"))
        .done();
  }

  private static String call(int index, String id, String name, String arguments) {
    JsonObject function = new JsonObject().put("arguments", arguments);
    JsonObject call = new JsonObject().put("index", index).put("function", function);
    if (!id.isEmpty()) {
      call.put("id", id).put("type", "function");
      function.put("name", name);
    }
    return chunk(0, new JsonObject().put("tool_calls", new JsonArray().add(call)), null);
  }

  private static void assertCalls(ChatCompletion completion) {
    List<ChatCompletionMessageFunctionToolCall> calls =
        completion.choices().get(0).message().toolCalls().get().stream()
            .map(call -> call.asFunction())
            .toList();
    assertThat(calls).extracting(call -> call.id()).containsExactly("call_1", "call_2");
    assertThat(calls.get(0).function().name()).isEqualTo("weather");
    assertThat(calls.get(0).function().arguments()).isEqualTo("{\"city\":\"京\"}");
    assertThat(calls.get(1).function().arguments()).isEqualTo("{}");
  }
}
