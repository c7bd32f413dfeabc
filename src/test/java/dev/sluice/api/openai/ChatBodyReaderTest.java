package dev.sluice.api.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.api.AnyText;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Role;
import dev.sluice.model.Refusal;
import dev.sluice.model.ToolChoice;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatBodyReaderTest {
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
  private static final String EVERYTHING =
      """
      {"model":"demo","stream":true,"stream_options":{"include_usage":true},"n":2,
       "temperature":0.5,"top_p":0.9,"seed":-7,"max_completion_tokens":100,"max_tokens":50,
       "stop":["a","b"],"reasoning_effort":"low","user":"u-1","logprobs":false,"top_logprobs":null,
       "modalities":["text"],"parallel_tool_calls":true,"store":false,"metadata":{"k":"v"},
       "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{}}},
       "tools":[{"type":"function","function":{"name":"f","description":"d",
         "parameters":{"type":"object"}}},{"type":"function","function":{"name":"g"}}],
       "tool_choice":{"type":"function","function":{"name":"f"}},
       "messages":[
         {"role":"developer","content":"Be brief."},
         {"role":"system","content":[{"type":"text","text":"And "},{"type":"text","text":"kind."}]},
         {"role":"user","name":"ann","content":[{"type":"text","text":"Look 😀"},
           {"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]},
         {"role":"assistant","content":null,"tool_calls":[
           {"id":"call_1","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}]},
         {"role":"tool","tool_call_id":"call_1","content":"42"},
         {"role":"assistant","content":null,"refusal":"No."},
         {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
         {"role":"user","content":""}]}
      """;

  private final ChatBodyReader reader = new ChatBodyReader();

  @Test
  void shouldReadAllParameters_whenAnSdkSendsThem() {
    // when
    ChatBody body = read(EVERYTHING);
    // then
    ChatRequest request = body.request();
    assertThat(body.stream()).isTrue();
    assertThat(body.includeUsage()).isTrue();
    assertThat(request.model()).isEqualTo("demo");
    assertThat(request.choices()).isEqualTo(2);
    assertThat(request.temperature()).hasValue(0.5);
    assertThat(request.topP()).hasValue(0.9);
    assertThat(request.seed()).hasValue(-7);
    assertThat(request.maxOutputTokens()).hasValue(100);
    assertThat(request.stop()).containsExactly("a", "b");
    assertThat(request.reasoningEffort()).contains("low");
    assertThat(request.responseFormat().orElseThrow().get("type").asText())
        .isEqualTo("json_schema");
    assertThat(request.tools()).extracting(tool -> tool.name()).containsExactly("f", "g");
    assertThat(request.tools().get(1).parameters()).isEmpty();
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
    assertThat(request.body().get("user").asText()).isEqualTo("u-1");
  }

  @Test
  void shouldReadAllMessages_whenAnSdkSendsThem() {
    // when
    List<Message> messages = read(EVERYTHING).request().messages();
    // then
    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(
            Role.DEVELOPER,
            Role.SYSTEM,
            Role.USER,
            Role.ASSISTANT,
            Role.TOOL,
            Role.ASSISTANT,
            Role.ASSISTANT,
            Role.USER);
    assertThat(messages.get(1).text()).isEqualTo("And kind.");
    assertThat(messages.get(2).name()).contains("ann");
    assertThat(messages.get(2).content())
        .containsExactly(
            new Message.Text("Look 😀"), new Message.Image("https://example.com/a.png"));
    assertThat(messages.get(3).content()).isEmpty();
    assertThat(messages.get(3).toolCalls())
        .containsExactly(new Message.Call("call_1", "f", "{\"x\":1}"));
    assertThat(messages.get(4).toolCallId()).contains("call_1");
    assertThat(messages.get(6).text()).isEqualTo("No.");
  }

  @Test
  void shouldUseDefaults_whenOnlyTheNecessaryIsSent() {
    // when
    ChatBody body = read(with(""));
    // then
    ChatRequest request = body.request();
    assertThat(body.stream()).isFalse();
    assertThat(body.includeUsage()).isFalse();
    assertThat(request.choices()).isEqualTo(1);
    assertThat(request.maxOutputTokens()).isEmpty();
    assertThat(request.stop()).isEmpty();
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.AUTO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'stop':'x'",
        "'stop':null",
        "'tool_choice':'auto'",
        "'tool_choice':'none'",
        "'tool_choice':'required'",
        "'max_tokens':1",
        "'temperature':2",
        "'temperature':0",
        "'stream':null",
        "'stream_options':null",
        "'n':8",
        "'top_logprobs':0",
        "'audio':null",
        "'functions':null",
        "'tools':[]",
        "'seed':9223372036854775807",
        "'later_parameter':[1]"
      })
  void shouldAccept_whenAParameterIsInRange(String field) {
    assertThat(read(with("," + field.replace('\'', '"'))).request().model()).isEqualTo("demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'n':0 | n",
        "'n':9 | n",
        "'n':1.5 | n",
        "'n':'1' | n",
        "'temperature':2.01 | temperature",
        "'temperature':-1 | temperature",
        "'temperature':1e999 | temperature",
        "'temperature':'hot' | temperature",
        "'top_p':1.1 | top_p",
        "'seed':9223372036854775808 | seed",
        "'max_tokens':0 | max_tokens",
        "'max_tokens':2147483648 | max_tokens",
        "'max_completion_tokens':1e3 | max_completion_tokens",
        "'stream':1 | stream",
        "'stream_options':true | stream_options",
        "'stream_options':{'include_usage':'yes'} | stream_options.include_usage",
        "'stop':7 | stop",
        "'stop':['a','b','c','d','e'] | stop",
        "'stop':['a',{}] | stop[1]",
        "'logprobs':true | logprobs",
        "'top_logprobs':1 | logprobs",
        "'top_logprobs':21 | top_logprobs",
        "'functions':[] | functions",
        "'function_call':'auto' | function_call",
        "'audio':{} | audio",
        "'modalities':['text','audio'] | modalities[1]",
        "'response_format':'json' | response_format",
        "'reasoning_effort':3 | reasoning_effort",
        "'tools':{} | tools",
        "'tools':[1] | tools[0]",
        "'tools':[{'type':'custom'}] | tools[0].type",
        "'tools':[{'type':'function'}] | tools[0].function",
        "'tools':[{'type':'function','function':{}}] | tools[0].function.name",
        "'tools':[{'type':'function','function':{'name':'f','parameters':1}}]"
            + " | tools[0].function.parameters",
        "'tool_choice':'f' | tool_choice",
        "'tool_choice':1 | tool_choice",
        "'tool_choice':{} | tool_choice.function",
        "'tool_choice':{'function':{'name':1}} | tool_choice.function.name",
        "'user':'\\ud83d' | user",
        "'metadata':{'a':['\\ude00']} | metadata.a[0]",
        "'metadata':{'a':['b',[{'c':'\\ude00'}]]} | metadata.a[1][0].c",
        "'metadata':{'a':[{'\\ude00':1}]} | metadata.a[0]",
      })
  void shouldNameTheField_whenAParameterIsWrong(String field, String param) {
    shouldRefuse(with("," + field.replace('\'', '"')), "invalid_parameter", param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | messages[0].role",
        "7 | messages[0]",
        "{'role':'robot','content':'x'} | messages[0].role",
        "{'role':'user'} | messages[0].content",
        "{'role':'user','content':[]} | messages[0].content",
        "{'role':'user','content':7} | messages[0].content",
        "{'role':'user','content':['x']} | messages[0].content[0]",
        "{'role':'user','content':[{'type':'text'}]} | messages[0].content[0].text",
        "{'role':'user','content':[{'type':'input_audio'}]} | messages[0].content[0].type",
        "{'role':'user','content':[{'type':'image_url'}]} | messages[0].content[0].image_url",
        "{'role':'user','content':[{'type':'image_url','image_url':{}}]}"
            + " | messages[0].content[0].image_url.url",
        "{'role':'user','content':'x','name':1} | messages[0].name",
        "{'role':'tool','content':'x'} | messages[0].tool_call_id",
        "{'role':'assistant','tool_calls':[{}]} | messages[0].tool_calls[0].function",
        "{'role':'assistant','tool_calls':[{'function':{'name':'f'}}]}"
            + " | messages[0].tool_calls[0].id",
        "{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f','arguments':{}}}]}"
            + " | messages[0].tool_calls[0].function.arguments",
      })
  void shouldNameTheField_whenAMessageIsWrong(String message, String param) {
    String body = "{\"model\":\"demo\",\"messages\":[" + message.replace('\'', '"') + "]}";
    shouldRefuse(body, "invalid_parameter", param);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"x\"",
        "[]",
        "{",
        "{}}",
        "{\"a\":1,}",
        "{\"a\":1}{}",
        "{\"model\":\"a\",\"model\":\"b\"}",
        "{'model':'a'}",
        "{\"a\":NaN}",
        "\ufeff{}",
        "{/**/}"
      })
  void shouldSayInvalidJson_whenTheBodyIsNoObject(String body) {
    shouldRefuse(body, "invalid_json", "");
  }

  @Test
  void shouldSayInvalidJson_whenTheBodyIsNoUtf8() {
    // given
    byte[] bytes = with("").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length / 2] = (byte) 0xff;
    // when
    Refusal.Invalid refusal =
        catchThrowableOfType(Refusal.Invalid.class, () -> reader.read(Buffer.buffer(bytes)));
    // then
    assertThat(refusal.code()).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 100_000, 1_000_000})
  void shouldSayInvalidJson_whenNestingIsDeep(int depth) {
    shouldRefuse(with(",\"x\":" + "[".repeat(depth) + "]".repeat(depth)), "invalid_json", "");
    shouldRefuse(with(",\"x\":" + "{\"a\":".repeat(depth)), "invalid_json", "");
  }

  @Test
  void shouldReadAtOnce_whenLongNamesNestAroundManyValues() {
    // given
    String name = "n".repeat(50_000);
    String zeros = "0,".repeat(500_000) + "0";
    String body =
        with(",\"x\":" + ("{\"" + name + "\":").repeat(40) + "[" + zeros + "]" + "}".repeat(40));
    // when / then
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> readOrRefuse(body.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({"'{}',model", "'{\"model\":\" \"}',model", "'{\"model\":\"a\"}',messages"})
  void shouldSayWhatIsMissing_whenItIsNotThere(String body, String param) {
    shouldRefuse(body, "invalid_parameter", param);
  }

  @Test
  void shouldNotRepeatContent_whenJsonIsBroken() {
    // when
    Refusal.Invalid refusal = refusal("{\"model\":\"a\", secretword }");
    // then
    assertThat(refusal.getMessage()).doesNotContain("secretword").contains("line 1");
  }

  @Property(tries = 2000)
  void shouldReadOrRefuse_whateverTheBytes(@ForAll byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property(tries = 2000)
  void shouldReadOrRefuse_whenAGoodBodyIsDamaged(
      @ForAll("damages") List<Damage> damages, @ForAll("texts") String text) {
    String body = EVERYTHING;
    for (Damage damage : damages) {
      body = damage.apply(body, text);
    }
    readOrRefuse(body.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        AnyText.utf16(),
        Arbitraries.of(
            "null", "{}", "[]", "1e400", "-0", "\"\"", "[[", "}", "\"\\ud800\"", "true", ",", ":"));
  }

  /** Replaces {@code length} characters from the place on (in thousandths of the body). */
  record Damage(int place, int length) {
    String apply(String body, String text) {
      int from = body.length() * place / 1000;
      int to = Math.min(body.length(), from + length);
      return body.substring(0, from) + text + body.substring(to);
    }
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 1000);
    Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 12);
    return net.jqwik.api.Combinators.combine(places, lengths)
        .as(Damage::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private void readOrRefuse(byte[] bytes) {
    try {
      ChatBody body = reader.read(Buffer.buffer(bytes));
      assertThat(body.request().messages()).isNotEmpty();
      assertThat(body.request().model()).isNotBlank();
    } catch (Refusal.Invalid refused) {
      assertThat(refused.code()).isIn("invalid_json", "invalid_parameter");
      assertThat(refused.param().isEmpty()).isEqualTo(refused.code().equals("invalid_json"));
    }
  }

  private ChatBody read(String body) {
    return reader.read(Buffer.buffer(body));
  }

  private Refusal.Invalid refusal(String body) {
    return catchThrowableOfType(Refusal.Invalid.class, () -> read(body));
  }

  private void shouldRefuse(String body, String code, String param) {
    Refusal.Invalid refusal = refusal(body);
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.param()).isEqualTo(param);
  }

  private static String with(String more) {
    return "{\"model\":\"demo\"," + HELLO + more + "}";
  }
}
