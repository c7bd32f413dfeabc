package dev.sluice.moderation.chain;

import static dev.sluice.moderation.chain.ChainBed.ask;
import static dev.sluice.moderation.chain.ChainBed.judged;
import static dev.sluice.moderation.chain.ScriptedVendor.fail;
import static dev.sluice.moderation.chain.ScriptedVendor.hang;
import static dev.sluice.moderation.chain.ScriptedVendor.issuing;
import static dev.sluice.moderation.chain.ScriptedVendor.pass;
import static dev.sluice.moderation.vendor.VendorFailure.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Verdict;
import dev.sluice.moderation.Judge;
import dev.sluice.moderation.Passage;
import dev.sluice.moderation.vendor.Capabilities.Session;
import dev.sluice.moderation.vendor.Capabilities.Unit;
import dev.sluice.moderation.vendor.Inquiry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainSessionsTest {
  private final ChainBed bed = new ChainBed().vendors("a,b").set("output.overlap", "3");

  @Test
  void shouldSendTheOverlap_whenTheVendorKeepsNoSession() {
    judged(bed.judge(), "abcdef", "ghi", "jkl");

    assertThat(bed.a.texts()).containsExactly("abcdef", "defghi", "ghijkl");
  }

  @Test
  void shouldSendWhatIsNewUnderOneId_whenTheVendorJoinsCalls() {
    bed.a.with(Session.JOINED);

    judged(bed.judge(), "abcdef", "ghi", "jkl");

    assertThat(bed.a.texts()).containsExactly("abcdef", "ghi", "jkl");
    assertThat(bed.a.asked()).extracting(Inquiry::sessionId).containsOnly(sessionId(0));
    assertThat(sessionId(0)).matches("[0-9a-f]{32}");
    assertThat(bed.a.asked()).extracting(Inquiry::first).containsExactly(true, false, false);
  }

  @Test
  void shouldNameNobody_whenAVendorIsAsked() {
    judged(bed.judge(), "abcdef");

    Inquiry inquiry = bed.a.asked().get(0);
    assertThat(inquiry.account()).matches("[0-9a-f]{32}");
    assertThat(inquiry.toString()).doesNotContain("gen_1").doesNotContain("tenant");
    assertThat(inquiry.prompt()).isEqualTo("Why?");
  }

  @Test
  void shouldTellChoicesApart_whenTheVendorJoinsCalls() {
    bed.a.with(Session.JOINED);
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.answer()), "text");
    judged(chain.open(ChainBed.question()), "text");

    assertThat(bed.a.asked().get(0).sessionId()).isNotEqualTo(bed.a.asked().get(1).sessionId());
  }

  @Test
  void shouldSendAllSoFar_whenTheVendorWantsTheWholeText() {
    bed.a.with(Session.WHOLE);

    judged(bed.judge(), "abcdef", "ghi", "jkl");

    assertThat(bed.a.texts()).containsExactly("abcdef", "abcdefghi", "abcdefghijkl");
  }

  @Test
  void shouldGiveBackTheId_whenTheVendorIssuesIt() {
    bed.a.with(Session.ISSUED).then(issuing("m1")).then(issuing("m2"));

    judged(bed.judge(), "ab", "cd", "ef");

    assertThat(bed.a.asked())
        .extracting(Inquiry::issued)
        .containsExactly(Optional.empty(), Optional.of("m1"), Optional.of("m2"));
  }

  @Test
  void shouldSendTheIdOfThePrompt_whenTheVendorLinksAnswersToIt() {
    bed.a.with(Session.LINKED_TO_PROMPT).then(issuing("p1"));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.question()), "Why?");
    judged(chain.open(ChainBed.answer()), "be", "cause");

    assertThat(bed.a.asked())
        .extracting(Inquiry::issued)
        .containsExactly(Optional.empty(), Optional.of("p1"), Optional.of("p1"));
  }

  @Test
  void shouldSendTheOverlap_whenTheVendorLinksAnswersToThePrompt() {
    bed.a.with(Session.LINKED_TO_PROMPT, 8, Unit.CODE_POINTS);

    judged(bed.judge(), "abcdef", "ghi", "jklmnop");

    assertThat(bed.a.texts()).containsExactly("abcdef", "defghi", "ghijklmn", "lmnop");
    assertThat(bed.a.asked()).extracting(Inquiry::first).containsExactly(true, false, false, false);
  }

  @ParameterizedTest
  @EnumSource(Session.class)
  void shouldLetPiecesOfAnInputOverlap_whateverTheVendorKeeps(Session session) {
    bed.a.with(session, 4, Unit.CODE_POINTS);

    judged(bed.chain().open(ChainBed.question()), "abcdefgh");

    assertThat(bed.a.texts()).containsExactly("abcd", "cdef", "efgh");
  }

  @Test
  void shouldNotLinkTheAnswer_whenThePromptTookSeveralCalls() {
    bed.a.with(Session.LINKED_TO_PROMPT, 4, Unit.CODE_POINTS).always(issuing("p"));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.question()), "abcdefgh");
    judged(chain.open(ChainBed.answer()), "text");

    assertThat(bed.a.asked()).last().extracting(Inquiry::issued).isEqualTo(Optional.empty());
  }

  @Test
  void shouldNotLinkTheAnswer_whenThePromptHadSeveralParts() {
    bed.a.with(Session.LINKED_TO_PROMPT).always(issuing("p"));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.question()), "one");
    judged(chain.open(ChainBed.question("messages[1]")), "two");
    judged(chain.open(ChainBed.question()), "one");
    judged(chain.open(ChainBed.answer()), "text");

    assertThat(bed.a.asked()).last().extracting(Inquiry::issued).isEqualTo(Optional.empty());
  }

  @Test
  void shouldLinkTheAnswerToTheLaterCall_whenThePromptWasAskedAboutAgain() {
    bed.a.with(Session.LINKED_TO_PROMPT).then(issuing("p1")).then(issuing("p2"));
    VendorChain chain = bed.chain();

    judged(chain.open(ChainBed.question()), "one");
    judged(chain.open(ChainBed.question()), "one");
    judged(chain.open(ChainBed.answer()), "text");

    assertThat(bed.a.asked()).last().extracting(Inquiry::issued).isEqualTo(Optional.of("p2"));
  }

  @Test
  void shouldTellTheNextVendorWhatWentBefore_whenTheFirstDiesInMidAnswer() {
    bed.a.with(Session.JOINED).then(pass()).then(pass()).always(fail(RETRYABLE));
    bed.b.with(Session.JOINED);

    judged(bed.judge(), "abc", "def", "ghi", "jkl");

    assertThat(bed.b.texts()).containsExactly("abcdefghi", "jkl");
    assertThat(bed.b.asked()).extracting(Inquiry::first).containsExactly(true, false);
  }

  @Test
  void shouldTellTheNextVendorNoMoreThanItTakes_whenTheFirstDiesInMidAnswer() {
    bed.a.then(pass()).always(fail(RETRYABLE));
    bed.b.with(Session.NONE, 5, Unit.CODE_POINTS);

    judged(bed.judge(), "abcdef", "ghi");

    assertThat(bed.b.texts()).containsExactly("efghi");
  }

  @Test
  void shouldBeginASessionAnew_whenACallCameToNothing() {
    bed.vendors("a").a.with(Session.JOINED).then(pass()).then(fail(RETRYABLE));

    judged(bed.judge(), "abc", "def");

    assertThat(bed.a.texts()).containsExactly("abc", "def", "abcdef");
    assertThat(bed.a.asked())
        .extracting(Inquiry::sessionId)
        .containsExactly(sessionId(0), sessionId(0), sessionId(1));
    assertThat(bed.a.asked().get(2).first()).isTrue();
  }

  @Test
  void shouldNotDoubleTheText_whenAPassageBeginsAgainWhereOneWasGivenUp() {
    bed.a.with(Session.JOINED).then(pass()).then(hang());
    Judge judge = bed.judge();
    judged(judge, "abc");
    ask(judge, "de", 3).cancel();

    ask(judge, "defg", 3).assertItem(Verdict.ALLOW);
    ask(judge, "hi", 7).assertItem(Verdict.ALLOW);

    assertThat(bed.a.texts()).containsExactly("abc", "de", "abcdefg", "hi");
    assertThat(bed.a.cancelled()).isEqualTo(1);
  }

  @Test
  void shouldStayWithWhoHeardTheText_whenTheFirstRecovers() {
    bed.a.then(pass()).then(fail(RETRYABLE));
    bed.b.with(Session.JOINED);

    judged(bed.judge(), "abc", "def", "ghi");

    assertThat(bed.a.texts()).containsExactly("abc", "abcdef");
    assertThat(bed.b.texts()).containsExactly("abcdef", "ghi");
  }

  @Test
  void shouldSendPieceAfterPiece_whenTheVendorTakesShortFragments() {
    bed.a.with(Session.ISSUED, 4, Unit.CODE_POINTS).then(issuing("m1"));

    judged(bed.judge(), "abcdefghij");

    assertThat(bed.a.texts()).containsExactly("abcd", "efgh", "ij");
    assertThat(bed.a.asked())
        .extracting(Inquiry::issued)
        .containsExactly(Optional.empty(), Optional.of("m1"), Optional.of("m1"));
    assertThat(bed.a.asked()).extracting(Inquiry::first).containsExactly(true, false, false);
  }

  @Test
  void shouldSayLastOnce_whenTheTextIsOverAndTooLongForOneCall() {
    bed.a.with(Session.NONE, 4, Unit.CODE_POINTS);

    bed.judge().judge(new Passage("abcdefgh", 0, true)).await().indefinitely();

    assertThat(bed.a.asked())
        .extracting(Inquiry::last)
        .endsWith(true)
        .filteredOn(it -> it)
        .hasSize(1);
  }

  @Test
  void shouldCarryNoMoreThanItKeeps_whenTheTextIsLong() {
    bed.a.with(Session.WHOLE, 1_000_000, Unit.CODE_POINTS);
    Judge judge = bed.judge();
    String text = "x".repeat(10_000);

    judged(judge, text, text, "end");

    List<String> texts = bed.a.texts();
    assertThat(texts.get(2)).hasSize(Transcript.CONTEXT + 3).endsWith("xend");
  }

  private static String sessionId(int number) {
    return dev.sluice.model.Sha256.hex("session:gen_1/OUTPUT/0/content/" + number).substring(0, 32);
  }
}
