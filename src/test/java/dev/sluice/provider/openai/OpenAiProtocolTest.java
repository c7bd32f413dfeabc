package dev.sluice.provider.openai;

import static dev.sluice.testing.ChatRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.ProvidersConfig.Type;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.testing.ChatRequests;
import dev.sluice.testing.TestProviderConfig;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiProtocolTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
  private static final String SOME_HOST = "https://llm.example/v1";

  @Test
  void shouldSendTheCallersBody_withOurModelAndStreaming() {
    ObjectNode body =
        json(
            "{'model':'alias','stream':false,'stream_options':{'include_usage':false},"
                + "'messages':[],'top_k':7,'sluice':{'x':1},'api_base':'http://10.0.0.1'}");

    ObjectNode sent = sent(SOME_HOST, ChatRequests.of(body, "hi", 1, OptionalInt.empty()));

    assertThat(sent)
        .isEqualTo(
            json(
                "{'model':'upstream','stream':true,'stream_options':{'include_usage':true},"
                    + "'messages':[],'top_k':7}"));
    assertThat(body.path("model").asText()).isEqualTo("alias");
  }

  @Test
  void shouldTurnPaddingOff_whenTheProviderIsOpenAiItself() {
    ObjectNode sent = sent("https://api.openai.com/v1", ChatRequests.saying("hi"));

    assertThat(sent.path("stream_options"))
        .isEqualTo(json("{'include_usage':true,'include_obfuscation':false}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};https://llm.example/v1;{'max_tokens':50}",
        "{};https://api.openai.com/v1;{'max_completion_tokens':50}",
        "{};https://me.openai.azure.com/openai/v1;{'max_completion_tokens':50}",
        "{'max_tokens':900};https://api.openai.com/v1;{'max_tokens':50}",
        "{'max_completion_tokens':900};https://llm.example/v1;{'max_completion_tokens':50}",
        "{'max_tokens':null};https://llm.example/v1;{'max_tokens':50}",
      })
  void shouldBoundTheOutput_inTheFieldTheCallerUsed(String body, String url, String expected) {
    ObjectNode sent = sent(url, ChatRequests.of(json(body), "hi", 1, OptionalInt.of(50)));

    assertThat(sent.retain("max_tokens", "max_completion_tokens")).isEqualTo(json(expected));
  }

  @Test
  void shouldAskForSeveralChoices() {
    ChatRequest request = ChatRequests.of(json("{'n':3}"), "hi", 3, OptionalInt.empty());

    assertThat(sent(SOME_HOST, request).path("n").asInt()).isEqualTo(3);
  }

  @Test
  void shouldUseABearerKey() {
    UpstreamRequest request = protocol(SOME_HOST).encode(ChatRequests.saying("hi"), "m");

    assertThat(request.path()).isEqualTo("/chat/completions");
    assertThat(request.headers()).containsEntry("authorization", "Bearer sk-test-key");
    assertThat(request.toString()).doesNotContain("sk-test-key");
  }

  @Test
  void shouldSpeakAzure_whenTheHostIsAzures() {
    OpenAiProtocol azure =
        protocol("https://me.openai.azure.com/openai/deployments/d?api-version=2024-10-21");

    UpstreamRequest request = azure.encode(ChatRequests.saying("hi"), "m");

    assertThat(request.path()).isEqualTo("/chat/completions?api-version=2024-10-21");
    assertThat(request.headers())
        .containsEntry("api-key", "sk-test-key")
        .doesNotContainKey("authorization");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "400;{'error':{'message':'m'}};BAD_REQUEST",
        "400;{'error':{'code':'content_filter','message':'m'}};CONTENT_REFUSED",
        "400;{'error':{'innererror':{'code':'content_filter'}}};CONTENT_REFUSED",
        "400;{'error':{'type':'data_inspection_failed'}};CONTENT_REFUSED",
        "400;{'error':{'code':'1301'},'contentFilter':[{'role':'user'}]};CONTENT_REFUSED",
        "400;{'error':{'code':'SensitiveContentDetected.Text'}};CONTENT_REFUSED",
        "400;{'error':{'code':'model_not_found'}};BROKEN",
        "401;;CREDENTIALS",
        "402;{'error':{'message':'Insufficient Balance'}};CREDENTIALS",
        "403;<html>;CREDENTIALS",
        "403;{'error':{'code':403,'metadata':{'reasons':['violence'],'flagged_input':'x'}}};"
            + "CONTENT_REFUSED",
        "429;{'error':{'code':'1113','message':'m'}};CREDENTIALS",
        "404;{'error':{'message':'no such model'}};BROKEN",
        "408;;OVERLOADED",
        "409;;OVERLOADED",
        "413;;BAD_REQUEST",
        "422;{'detail':'m'};BAD_REQUEST",
        "429;{'error':{'type':'rate_limit_reached_error'}};OVERLOADED",
        "429;{'error':{'type':'engine_overloaded_error'}};OVERLOADED",
        "429;{'error':{'type':'exceeded_current_quota_error'}};CREDENTIALS",
        "429;{'error':{'code':'insufficient_quota'}};CREDENTIALS",
        "500;;BROKEN",
        "500;{'error':{'type':'overloaded_error'}};OVERLOADED",
        "502;<html>;BROKEN",
        "503;;OVERLOADED",
        "504;;BROKEN",
        "529;;OVERLOADED",
        "302;;BROKEN",
      })
  void shouldSayWhatAnErrorMeans(int status, String body, Kind kind) {
    String text = body == null ? "" : body.replace('\'', '"');

    ProviderFailure failure =
        protocol(SOME_HOST).failure(status, MultiMap.caseInsensitiveMultiMap(), text);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "retry-after-ms;1500;PT1.5S",
        "Retry-After;7;PT7S",
        "retry-after;Mon, 05 Jan 2026 12:00:30 GMT;PT30S",
        "retry-after;Mon, 05 Jan 2026 11:00:00 GMT;PT0S",
        "retry-after;99999999999;PT24H",
      })
  void shouldReadHowLongToWait(String header, String value, Duration expected) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(header, value);

    assertThat(protocol(SOME_HOST).failure(429, headers, "").retryAfter()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "NaN", "''"})
  void shouldKnowNoWait_whenTheHeaderMakesNoSense(String value) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("retry-after", value);

    assertThat(protocol(SOME_HOST).failure(429, headers, "").retryAfter()).isEmpty();
  }

  @Test
  void shouldNeverEchoTheKey_andBoundTheMessage() {
    String body =
        "{\"error\":{\"message\":\"Incorrect API key provided: sk-test-key, sk-te**key. "
            + "x".repeat(1000)
            + "\"}}";

    ProviderFailure failure =
        protocol(SOME_HOST).failure(401, MultiMap.caseInsensitiveMultiMap(), body);

    assertThat(failure.getMessage())
        .hasSizeLessThanOrEqualTo(300)
        .startsWith("HTTP 401: Incorrect API key provided: ***")
        .doesNotContain("sk-t");
  }

  private static OpenAiProtocol protocol(String url) {
    return new OpenAiProtocol(TestProviderConfig.of(Type.OPENAI, url), NOON);
  }

  private static ObjectNode sent(String url, ChatRequest request) {
    return json(protocol(url).encode(request, "upstream").body().toString());
  }
}
