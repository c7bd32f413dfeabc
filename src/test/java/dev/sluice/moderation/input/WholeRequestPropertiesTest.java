package dev.sluice.moderation.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Refusal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Nothing that is listed gets through anywhere, and nothing else is touched. */
class WholeRequestPropertiesTest {

  @Property(tries = 500)
  void shouldFindAListedWord_inAnyStringOfARequest(
      @ForAll("bodies") ObjectNode drawn, @ForAll int place, @ForAll @IntRange(max = 40) int at) {
    // given
    ObjectNode body = drawn.deepCopy();
    List<AnyRequest.Change> places = AnyRequest.places(body);
    places
        .get(Math.floorMod(place, places.size()))
        .make(text -> with("赌博", text, text.offsetByCodePoints(0, at % length(text))));
    Inspected inspected = new Inspected();
    // when
    Throwable refusal = inspected.refused(AnyRequest.read(body));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(inspected.findings).isNotEmpty();
  }

  @Property(tries = 500)
  void shouldFindAListedWord_howeverItIsSplitOverTurns(
      @ForAll("splits") List<Integer> split,
      @ForAll("benign") String before,
      @ForAll("benign") String after,
      @ForAll("benign") String answer,
      @ForAll boolean answered) {
    // given
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", "m");
    var messages = body.putArray("messages");
    String word = Inspected.LATIN.word();
    int from = 0;
    for (int i = 0; i <= split.size(); i++) {
      int to = i < split.size() ? split.get(i) : word.length();
      String piece =
          (i == 0 ? before : "") + word.substring(from, to) + (i == split.size() ? after : "");
      messages.addObject().put("role", "user").put("content", piece);
      if (answered && i < split.size()) {
        messages.addObject().put("role", "assistant").put("content", answer);
      }
      from = to;
    }
    // when / then
    assertThat(new Inspected().refused(AnyRequest.read(body)))
        .isInstanceOf(Refusal.InputBlocked.class);
  }

  @Property(tries = 500)
  void shouldLetTheVeryRequestGoOn_whenNothingIsListed(@ForAll("bodies") ObjectNode body) {
    // given
    ChatRequest request = AnyRequest.read(body);
    Inspected inspected = new Inspected();
    // when
    ChatRequest passed = inspected.passed(request);
    // then
    assertThat(passed).isSameAs(request);
    assertThat(passed.body()).isEqualTo(body);
    assertThat(inspected.findings).isEmpty();
  }

  /** What is masked for a provider that reads our messages is masked for one that gets the JSON. */
  @Property(tries = 500)
  void shouldMaskThatAlone_whereverItStandsInAMessage(
      @ForAll("bodies") ObjectNode drawn, @ForAll @IntRange(max = 40) int at) {
    // given
    ObjectNode body = drawn.deepCopy();
    String number = Inspected.PHONE.word();
    var message = (ObjectNode) body.get("messages").get(0);
    String text = AnyRequest.read(body).messages().get(0).text();
    String said = with(number, text, text.offsetByCodePoints(0, at % length(text)));
    message.put("content", said);
    // when
    ChatRequest passed = new Inspected().passed(AnyRequest.read(body));
    // then
    String stars = "*".repeat(number.length());
    assertThat(passed.messages().get(0).text()).isEqualTo(said.replace(number, stars));
    message.put("content", said.replace(number, stars));
    assertThat(passed.body()).isEqualTo(body);
    assertThat(AnyRequest.read(passed.body()).messages()).isEqualTo(passed.messages());
  }

  /** The vendors get to see every character that providers do. */
  @Property(tries = 300)
  void shouldShowVendorsEveryString(@ForAll("bodies") ObjectNode drawn, @ForAll int place) {
    // given
    ObjectNode body = drawn.deepCopy();
    List<AnyRequest.Change> places = AnyRequest.places(body);
    places.get(Math.floorMod(place, places.size())).make(text -> text + "needle");
    Inspected inspected = new Inspected();
    // when
    inspected.passed(AnyRequest.read(body));
    // then
    assertThat(inspected.judges.asked).anyMatch(passage -> passage.text().contains("needle"));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length()) + 1;
  }

  private static String with(String word, String text, int at) {
    return text.substring(0, at) + word + text.substring(at);
  }

  @Provide
  Arbitrary<ObjectNode> bodies() {
    return AnyRequest.bodies();
  }

  @Provide
  Arbitrary<String> benign() {
    return AnyRequest.benign();
  }

  /** Where the word is cut, in order. */
  @Provide
  Arbitrary<List<Integer>> splits() {
    return Arbitraries.integers()
        .between(1, Inspected.LATIN.word().length() - 1)
        .set()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(cuts -> cuts.stream().sorted().toList());
  }
}
