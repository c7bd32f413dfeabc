package dev.sluice.moderation.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import dev.sluice.model.Span;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.VendorConfig;
import dev.sluice.moderation.vendor.Judgement.Hit;
import dev.sluice.moderation.vendor.VendorCassette.Kind;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every vendor's adapter must do. An adapter's own test extends this, names its cassettes and
 * settings, and reads its requests the way the vendor would.
 */
public abstract class VendorContract {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final String NONCE = "0123456789abcdef0123456789abcdef";

  private static final Map<Map<String, String>, VendorConfig> CONFIGS = new ConcurrentHashMap<>();

  private static final List<String> TEXTS =
      List.of(
          "a (b) ! ' * ~ + c",
          "()!'*~+",
          "100% & a=b;c?d#e/f\\g",
          "你好,世界(測試)!",
          "line\r\nline\ttab \"quoted\" <b>&amp;</b> {\"a\":1}",
          "😀👨‍👩‍👧 e\u0301 \u00a0\u3000\ufeff");

  /** The file of cassettes under {@code cassettes/vendor}. */
  protected abstract String cassettes();

  /** Keys and values below the vendor's prefix, in turn, {@code type} among them. */
  protected abstract List<String> settings();

  /** Keys that cannot be left out. */
  protected abstract List<String> neededSettings();

  /** The judged text as the vendor reads it from the request. */
  protected abstract String textIn(VendorRequest request);

  /** Throws where the vendor would not take the request for ours. */
  protected void assertAuthentic(VendorRequest request) {}

  /** Kinds of cassettes that the vendor's interface cannot express. */
  protected Set<Kind> inexpressible() {
    return Set.of();
  }

  @TestFactory
  Stream<DynamicTest> shouldJudgeAsRecorded() {
    return all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> replay(one)));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldHaveACassette(Kind kind) {
    boolean needed = kind != Kind.OTHER && !inexpressible().contains(kind);
    assertThat(all()).anyMatch(it -> it.kind() == kind || !needed);
  }

  private void replay(VendorCassette cassette) {
    ScriptedCalls calls = new ScriptedCalls(cassette.answers());

    UniAssertSubscriber<Judgement> asked = ask(cassette.inquiry(), calls);

    assertThat(calls.requests()).hasSameSizeAs(cassette.requests());
    for (int i = 0; i < calls.requests().size(); i++) {
      RequestExpectation.check(calls.requests().get(i), cassette.requests().get(i));
    }
    if (cassette.json().has("failure")) {
      assertFailed(asked, cassette);
    } else {
      assertJudged(asked, cassette);
    }
  }

  private static void assertFailed(UniAssertSubscriber<Judgement> asked, VendorCassette cassette) {
    VendorFailure failure = failure(asked);
    JsonNode expected = cassette.json();
    assertThat(failure.kind().name()).isEqualTo(expected.path("failure").textValue());
    assertThat(failure.retryAfter().map(it -> it.toMillis()).orElse(0L))
        .isEqualTo(expected.path("retryAfterMs").asLong(0));
    assertThat(cassette.kind()).isNotIn(Kind.PASS, Kind.HIT);
  }

  private void assertJudged(UniAssertSubscriber<Judgement> asked, VendorCassette cassette) {
    Judgement judgement = asked.assertCompleted().getItem();
    assertThat(judgement.hits()).isEqualTo(hits(cassette.json().path("hits")));
    assertThat(judgement.version()).isEqualTo(cassette.json().path("version").asText(""));
    assertThat(judgement.session().orElse(""))
        .isEqualTo(cassette.json().path("session").asText(""));
    assertThat(judgement.hits().isEmpty()).isEqualTo(cassette.kind() == Kind.PASS);
    assertThat(judgement.hits()).allSatisfy(hit -> assertSound(hit, cassette.inquiry().text()));
  }

  private static void assertSound(Hit hit, String text) {
    assertThat(hit.suggested()).isNotEqualTo(Action.PASS);
    hit.score().ifPresent(score -> assertThat(score).isBetween(0.0, 100.0));
    assertThat(hit.spans()).allMatch(span -> span.start() >= 0 && span.end() <= text.length());
  }

  private static List<Hit> hits(JsonNode hits) {
    return VendorCassette.elements(hits)
        .map(
            hit ->
                new Hit(
                    Category.valueOf(hit.path("category").textValue()),
                    Action.valueOf(hit.path("suggested").textValue()),
                    hit.path("rawLabel").textValue(),
                    hit.has("score")
                        ? OptionalDouble.of(hit.path("score").doubleValue())
                        : OptionalDouble.empty(),
                    VendorCassette.elements(hit.path("spans"))
                        .map(it -> new Span(it.get(0).intValue(), it.get(1).intValue()))
                        .toList()))
        .toList();
  }

  @Test
  void shouldFail_whenAnAnswerIsGarbage() {
    for (VendorCassette cassette : judged()) {
      for (int call = 0; call < cassette.answers().size(); call++) {
        for (String body : List.of("", "zzz", "null", "[]", "{}", "\"\"", "0", "<html></html>")) {
          assertNoPass(cassette, call, 200, body);
        }
      }
    }
  }

  @Test
  void shouldFail_whenAnAnswerIsTruncated() {
    for (VendorCassette cassette : judged()) {
      for (int call = 0; call < cassette.answers().size(); call++) {
        String body = body(cassette.answers().get(call));
        for (int length = 0; length < body.length(); length++) {
          assertNoPass(cassette, call, 200, body.substring(0, length));
        }
      }
    }
  }

  @Test
  void shouldFail_whenTheStatusIsAnError() {
    for (VendorCassette cassette : judged()) {
      for (int call = 0; call < cassette.answers().size(); call++) {
        for (int status : new int[] {301, 400, 401, 403, 404, 429, 500, 502, 503}) {
          assertNoPass(cassette, call, status, body(cassette.answers().get(call)));
          assertNoPass(cassette, call, status, "");
        }
      }
    }
  }

  @Test
  void shouldFail_whenWhatDecidesIsNotAsDocumented() throws Exception {
    for (VendorCassette cassette : judged()) {
      int last = cassette.answers().size() - 1;
      JsonNode tree = VendorCassette.MAPPER.readTree(cassette.answers().get(last).body());
      assertThat(cassette.decides()).as(cassette.name()).isNotEmpty();
      for (String pointer : cassette.decides()) {
        assertThat(tree.at(pointer).isMissingNode()).as(cassette + " " + pointer).isFalse();
        for (JsonNode damaged : Damage.of(tree, pointer)) {
          assertNoPass(cassette, last, 200, damaged.toString());
        }
      }
    }
  }

  /** One answer of a conversation replaced: whatever comes of it, the text must not pass. */
  private void assertNoPass(VendorCassette cassette, int call, int status, String body) {
    List<VendorAnswer> answers = new ArrayList<>(cassette.answers());
    answers.set(call, new VendorAnswer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    answers.addAll(answers); // for adapters that try an answer again, such as with a new token
    UniAssertSubscriber<Judgement> asked = ask(cassette.inquiry(), new ScriptedCalls(answers));
    if (cassette.kind() == Kind.HIT && asked.getItem() != null) {
      assertThat(asked.getItem().hits()).as("%s: %s", cassette, body).isNotEmpty();
      return;
    }
    assertThat(asked.getFailure())
        .as("%s, call %d, status %d: %s", cassette, call, status, body)
        .isInstanceOf(VendorFailure.class);
    assertDiscreet(failure(asked), cassette.inquiry());
  }

  @Test
  void shouldNotQuote_whenTheVendorEchoesTheRequest() {
    VendorCassette cassette = pass(Direction.INPUT);
    ScriptedCalls first = new ScriptedCalls(cassette.answers());
    ask(cassette.inquiry(), first).assertCompleted();
    for (int call = 0; call < cassette.answers().size(); call++) {
      VendorRequest sent = first.requests().get(call);
      String echo = sent.uri() + sent.headers() + new String(sent.body(), StandardCharsets.UTF_8);
      assertNoPass(cassette, call, 400, echo);
      assertNoPass(cassette, call, 200, new String(sent.body(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldSignAndSendTheTextAsItIs_whateverItHolds() {
    for (Direction direction : Direction.values()) {
      Stream.concat(TEXTS.stream(), randomTexts()).forEach(text -> assertSent(direction, text));
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void shouldSendAQuestionMark_forHalfASurrogatePair(Direction direction) {
    assertSent(direction, "a\ud83dz", "a?z");
  }

  private void assertSent(Direction direction, String text) {
    assertSent(direction, text, text);
  }

  private void assertSent(Direction direction, String text, String sent) {
    VendorCassette cassette = pass(direction);
    ScriptedCalls calls = new ScriptedCalls(cassette.answers());

    ask(with(cassette.inquiry(), text), calls).assertCompleted();

    List<VendorRequest> requests = calls.requests();
    assertThat(textIn(requests.get(requests.size() - 1))).isEqualTo(sent);
    requests.forEach(this::assertAuthentic);
  }

  private static Stream<String> randomTexts() {
    int[] alphabet = "()!'*~+ %&=/?#\"\\\n 好。字a1é😀".codePoints().toArray();
    Random random = new Random(1);
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                IntStream.range(0, 1 + random.nextInt(20))
                    .map(j -> alphabet[random.nextInt(alphabet.length)])
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void shouldSendNothing_whenTheTextIsTooLong(Direction direction) {
    Capabilities can = protocol().capabilities();
    int most = direction == Direction.INPUT ? can.maxPrompt() : can.maxReply();
    String longest =
        can.unit() == Capabilities.Unit.CODE_POINTS ? "😀".repeat(most) : "a".repeat(most);
    ScriptedCalls calls = new ScriptedCalls(List.of());

    Inquiry tooLong = with(pass(direction).inquiry(), longest + "a");
    VendorFailure failure = failure(ask(tooLong, calls));

    assertThat(failure.kind()).isEqualTo(VendorFailure.Kind.UNFIT);
    assertThat(calls.requests()).isEmpty();
    assertSent(direction, longest);
  }

  @Test
  void shouldNameTheKey_whenItIsMissing() {
    for (String key : neededSettings()) {
      assertThatThrownBy(() -> protocol(without(key)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("sluice.moderation.vendors.v." + key);
    }
  }

  @Test
  void shouldNameTheKey_whenTheAddressIsWrong() {
    Map<String, String> settings = asMap();
    settings.put("base-url", "https://user:secret@host/");

    assertThatThrownBy(() -> protocol(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.vendors.v.base-url")
        .hasMessageNotContaining("secret");
  }

  /** Neither what we were asked nor what proves who we are. */
  private void assertDiscreet(VendorFailure failure, Inquiry inquiry) {
    assertThat(failure.toString()).doesNotContain(inquiry.text());
    assertThat(failure.getCause()).isNull();
    asMap().entrySet().stream()
        .filter(it -> it.getKey().matches("api-key|access-key-id|access-key-secret"))
        .forEach(it -> assertThat(failure.toString()).doesNotContain(it.getValue()));
  }

  private List<VendorCassette> all() {
    return VendorCassette.read(cassettes());
  }

  private List<VendorCassette> judged() {
    return all().stream().filter(it -> it.kind() == Kind.PASS || it.kind() == Kind.HIT).toList();
  }

  private VendorCassette pass(Direction direction) {
    return all().stream()
        .filter(it -> it.kind() == Kind.PASS && it.inquiry().direction() == direction)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no passing cassette for " + direction));
  }

  private UniAssertSubscriber<Judgement> ask(Inquiry inquiry, ScriptedCalls calls) {
    return new CheckedProtocol(protocol())
        .judge(inquiry, calls)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static VendorFailure failure(UniAssertSubscriber<Judgement> asked) {
    return (VendorFailure) asked.assertFailedWith(VendorFailure.class).getFailure();
  }

  /** A new one, as configured. */
  protected final VendorProtocol protocol() {
    return protocol(asMap());
  }

  protected static VendorProtocol protocol(Map<String, String> settings) {
    return Protocols.of("v", config(settings), Clock.fixed(NOW, ZoneOffset.UTC), () -> NONCE);
  }

  /** Reading a configuration takes longer than anything else here. */
  private static VendorConfig config(Map<String, String> settings) {
    return CONFIGS.computeIfAbsent(Map.copyOf(settings), VendorContract::read);
  }

  private static VendorConfig read(Map<String, String> settings) {
    String[] pairs =
        settings.entrySet().stream()
            .flatMap(it -> Stream.of("sluice.moderation.vendors.v." + it.getKey(), it.getValue()))
            .toArray(String[]::new);
    return Configs.of(ModerationConfig.class, pairs).vendors().get("v");
  }

  private Map<String, String> without(String key) {
    Map<String, String> settings = asMap();
    settings.remove(key);
    return settings;
  }

  /** The settings, to be changed at will. */
  protected final Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    List<String> pairs = settings();
    for (int i = 0; i < pairs.size(); i += 2) {
      map.put(pairs.get(i), pairs.get(i + 1));
    }
    return map;
  }

  private static Inquiry with(Inquiry inquiry, String text) {
    return new Inquiry(
        text,
        inquiry.direction(),
        inquiry.prompt(),
        inquiry.sessionId(),
        inquiry.issued(),
        inquiry.first(),
        inquiry.last(),
        inquiry.account());
  }

  /** The fields of a form, decoded as a server does. */
  protected static Map<String, String> form(VendorRequest request) {
    return Arrays.stream(body(request).split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                it -> URLDecoder.decode(it[0], StandardCharsets.UTF_8),
                it -> URLDecoder.decode(it[1], StandardCharsets.UTF_8)));
  }

  protected static JsonNode json(VendorRequest request) {
    return json(body(request));
  }

  protected static JsonNode json(String text) {
    try {
      return VendorCassette.MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  protected static Map<String, String> headers(VendorRequest request) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(it -> headers.put(it.getKey(), it.getValue()));
    return headers;
  }

  protected static String body(VendorRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private static String body(VendorAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
