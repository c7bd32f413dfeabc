package dev.sluice.moderation.input;

import static dev.sluice.moderation.input.Inspected.chat;
import static dev.sluice.moderation.input.Inspected.request;
import static dev.sluice.moderation.input.Inspected.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.ChatRequest;
import dev.sluice.model.Evidence;
import dev.sluice.model.Finding;
import dev.sluice.model.Message;
import dev.sluice.model.Refusal;
import dev.sluice.model.Span;
import dev.sluice.model.Verdict;
import dev.sluice.moderation.NobodyJudged;
import dev.sluice.moderation.input.Misuse.Standing;
import dev.sluice.moderation.input.Misuse.Suspended;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestInspectorTest {
  private final Inspected inspected = new Inspected();

  @Test
  void shouldLetTheVeryRequestGoOn_whenNothingIsFound() {
    // given
    ChatRequest request = saying("hello");
    // when
    ChatRequest passed = inspected.passed(request);
    // then
    assertThat(passed).isSameAs(request);
    assertThat(inspected.findings).isEmpty();
    assertThat(inspected.misuse.told).isEmpty();
  }

  @Test
  void shouldRefuseWithCategoryAndNotice_whenAWordIsListed() {
    // when
    Throwable refusal = inspected.refused(saying("来赌博吧"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    var cut = ((Refusal.InputBlocked) refusal).cut();
    assertThat(cut.category()).isEqualTo("CONTRABAND");
    assertThat(cut.stage()).isEqualTo("input");
    assertThat(cut.retractFrom()).isEmpty();
    assertThat(cut.notice()).contains("内容未通过审核").doesNotContain("赌博");
    assertThat(inspected.misuse.told).containsExactly("blocked CONTRABAND");
    Finding finding = inspected.findings.get(0);
    assertThat(finding.field()).isEqualTo("messages[0]");
    assertThat(finding.position()).isEqualTo(1);
    assertThat(finding.length()).isEqualTo(2);
    assertThat(finding.evidence().rawLabel()).isEqualTo("e-block");
    assertThat(finding.evidence().version()).isEqualTo("listed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tools':[{'type':'function','function':{'name':'f','description':'a forbidden tool'}}]",
        "'tools':[{'type':'function','function':{'name':'forbidden'}}]",
        "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object',"
            + "'properties':{'forbidden':{'type':'string'}}}}}]",
        "'tools':[{'type':'function','x':['forbidden'],'function':{'name':'f'}}]",
        "'stop':'forbidden'",
        "'stop':['a','forbidden']",
        "'prediction':{'type':'content','content':'forbidden'}",
        "'metadata':{'topic':'forbidden'}",
        "'metadata':{'forbidden':'topic'}",
        "'user':'forbidden'",
        "'web_search_options':{'user_location':{'approximate':{'city':'forbidden'}}}",
        "'response_format':{'type':'json_schema','json_schema':{'name':'forbidden'}}",
        "'tool_choice':{'type':'function','function':{'name':'forbidden'}}",
        "'reasoning_effort':'forbidden'",
        "'never_heard_of':[[{'deep':['forbidden']}]]",
        "'forbidden':1",
        "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object',"
            + "'properties':{'a':{'type':'number','enum':[13800138000]}}}}}]",
        "'tools':[{'type':'function','function':{'name':'f',"
            + "'description':'data:image/forbidden;base64,'}}]",
        "'metadata':{'x':'data:image/png;base64,forbidden'}",
        "'type':{'content':{'name':'a forbidden thing'}}"
      })
  void shouldFindAListedWord_whateverParameterItHidesIn(String parameter) {
    // given
    String body = "{'model':'m','messages':[{'role':'user','content':'hi'}]," + parameter + "}";
    // when
    Throwable refusal = inspected.refused(request(body));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(inspected.findings).noneMatch(finding -> finding.field().contains("forbidden"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'role':'system','content':'forbidden'}",
        "{'role':'developer','content':[{'type':'text','text':'forbidden'}]}",
        "{'role':'user','name':'forbidden','content':'hi'}",
        "{'role':'user','content':[{'type':'text','text':'forb'},{'type':'text','text':'idden'}]}",
        "{'role':'user','content':[{'type':'text','text':'forbidden'},{'type':'text','text':'x'}]}",
        "{'role':'tool','tool_call_id':'1','content':'forb\\\\u0069dden'}",
        "{'role':'tool','tool_call_id':'1','content':'forb\\\\\\\\u0069dden'}",
        "{'role':'user','content':'hi','note':{'x':'forbidden'}}",
        "{'role':'assistant','content':'forbidden'},{'role':'user','content':'go on'}",
        "{'role':'assistant','content':null,'refusal':'forbidden'}",
        "{'role':'assistant','content':'x','reasoning_content':'forbidden'}",
        "{'role':'assistant','content':'x','function_call':{'name':'f','arguments':'forbidden'}}",
        "{'role':'assistant','tool_calls':[{'id':'1','type':'function','function':"
            + "{'name':'f','arguments':'{\\'q\\':\\'forbidden\\'}'}}]}",
        "{'role':'assistant','tool_calls':[{'id':'1','type':'function','function':"
            + "{'name':'forbidden','arguments':'{}'}}]}",
        "{'role':'tool','tool_call_id':'1','content':'forbidden'}",
        "{'role':'tool','tool_call_id':'forbidden','content':'x'}"
      })
  void shouldFindAListedWord_whateverMessageItStandsIn(String message) {
    assertThat(inspected.refused(chat(message))).isInstanceOf(Refusal.InputBlocked.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'user','content':'赌'},{'role':'user','content':'博'}",
        "{'role':'user','content':'forbi'},{'role':'assistant','content':'Yes?'},"
            + "{'role':'user','content':'dden'}",
        "{'role':'user','content':'for'},{'role':'assistant','content':'a'},"
            + "{'role':'user','content':'bid'},{'role':'assistant','content':'b'},"
            + "{'role':'tool','tool_call_id':'1','content':'den'}",
        "{'role':'user','content':'for'},{'role':'assistant','content':'bidden'}"
      })
  void shouldFindAListedWord_whenItIsSplitOverTurns(String messages) {
    assertThat(inspected.refused(chat(messages))).isInstanceOf(Refusal.InputBlocked.class);
  }

  @Test
  void shouldFindASplitWord_whenTheMessagesAreLong() {
    // given
    String filler = "x".repeat(3000);
    // when
    Throwable refusal =
        inspected.refused(
            chat(
                "{'role':'user','content':'%sforbi'},{'role':'user','content':'dden%s'}"
                    .formatted(filler, filler)));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
  }

  @Test
  void shouldMaskTheRightMessage_whenTheWordIsToBeMasked() {
    // given
    ChatRequest request =
        chat(
            "{'role':'user','content':'no number'},"
                + "{'role':'user','content':[{'type':'text','text':'call 13800138000 now'}]}");
    // when
    ChatRequest passed = inspected.passed(request);
    // then
    assertThat(passed.messages().get(0).text()).isEqualTo("no number");
    assertThat(passed.messages().get(1).text()).isEqualTo("call *********** now");
    assertThat(passed.body().toString())
        .isEqualTo(request.body().toString().replace("13800138000", "***********"));
    assertThat(request.body().toString()).contains("13800138000");
    assertThat(inspected.findings).hasSize(1);
    assertThat(inspected.findings.get(0).field()).isEqualTo("messages[1]");
    assertThat(inspected.misuse.told).isEmpty();
  }

  @Test
  void shouldMaskWhatIsSplitOverTurns_inBothMessages() {
    // when
    ChatRequest passed =
        inspected.passed(
            chat(
                "{'role':'user','content':'it is 138001'},{'role':'user','content':'38000, ok?'}"));
    // then
    assertThat(passed.messages())
        .extracting(Message::text)
        .containsExactly("it is ******", "*****, ok?");
  }

  @Test
  void shouldRefuse_whenTheNameOfAFieldWouldHaveToBeMasked() {
    // when
    Throwable refusal =
        inspected.refused(
            request(
                "{'model':'m','messages':[{'role':'user','content':'hi'}],"
                    + "'metadata':{'13800138000':'x'}}"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(inspected.findings.get(0).evidence().action()).isEqualTo(Action.BLOCK);
  }

  @Test
  void shouldGoOnWithAFinding_whenAWordIsToBeReviewed() {
    // given
    ChatRequest request = saying("doubtful doubtful doubtful");
    // when
    ChatRequest passed = inspected.passed(request);
    // then
    assertThat(passed).isSameAs(request);
    assertThat(inspected.findings).hasSize(1);
    assertThat(inspected.findings.get(0).evidence().action()).isEqualTo(Action.REVIEW);
  }

  @Test
  void shouldAskVendorsForAllNewText_andNotTwiceForTheSame() {
    // given
    String turns = "{'role':'user','content':'first'},{'role':'assistant','content':'second'}";
    inspected.passed(chat(turns));
    // when
    inspected.passed(chat(turns + ",{'role':'user','content':'third','name':'bob'}"));
    // then
    assertThat(inspected.judges.asked)
        .extracting(passage -> passage.text())
        .containsExactly("first\nsecond", "third\nbob");
    assertThat(inspected.judges.subjects.get(0).account()).isEqualTo("tenant/account");
  }

  @Test
  void shouldAskAgain_whenTheVendorsHadDoubts() {
    // given
    Evidence doubt = evidence(Category.VALUES, Action.REVIEW);
    inspected.judges.script = passage -> Uni.createFrom().item(new Verdict.Allow(List.of(doubt)));
    // when
    inspected.passed(saying("hm"));
    inspected.passed(saying("hm"));
    // then
    assertThat(inspected.judges.asked).hasSize(2);
    assertThat(inspected.findings).extracting(Finding::evidence).containsExactly(doubt, doubt);
  }

  @Test
  void shouldRefuse_whenAVendorBlocks() {
    // given
    inspected.judges.script =
        passage ->
            Uni.createFrom()
                .item(
                    new Verdict.Block(
                        Category.POLITICAL,
                        OptionalInt.of(2),
                        List.of(evidence(Category.POLITICAL, Action.BLOCK))));
    // when
    Throwable refusal = inspected.refused(saying("abcdef"));
    // then
    assertThat(((Refusal.InputBlocked) refusal).cut().category()).isEqualTo("POLITICAL");
    assertThat(inspected.findings).hasSize(1);
    assertThat(inspected.findings.get(0).position()).isEqualTo(2);
    assertThat(inspected.findings.get(0).evidence().source()).isEqualTo("vendor-1");
  }

  @Test
  void shouldMaskWhatAVendorPoints_atInTheRightMessage() {
    // given
    inspected.judges.script =
        passage ->
            Uni.createFrom()
                .item(
                    new Verdict.Redact(
                        List.of(new Span(4, 6), new Span(8, 10)),
                        List.of(evidence(Category.PRIVACY, Action.MASK))));
    // when
    ChatRequest passed =
        inspected.passed(
            chat("{'role':'user','content':'one two'},{'role':'user','content':'three'}"));
    // then
    assertThat(passed.messages()).extracting(Message::text).containsExactly("one **o", "**ree");
  }

  @Test
  void shouldRefuse_whenAVendorWantsAMaskButDoesNotSayWhere() {
    // given
    inspected.judges.script =
        passage ->
            Uni.createFrom()
                .item(
                    new Verdict.Redact(
                        List.of(), List.of(evidence(Category.PRIVACY, Action.MASK))));
    // when
    Throwable refusal = inspected.refused(saying("abcdef"));
    // then
    assertThat(((Refusal.InputBlocked) refusal).cut().category()).isEqualTo("PRIVACY");
  }

  @Test
  void shouldRefuseAsUnavailable_whenNobodyJudged() {
    // given
    inspected.judges.script = passage -> Uni.createFrom().failure(new NobodyJudged("all down"));
    // when
    Throwable refusal = inspected.refused(saying("hello"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.Unavailable.class);
    assertThat(((Refusal.Unavailable) refusal).code()).isEqualTo("moderation_unavailable");
    assertThat(inspected.misuse.told).isEmpty();
  }

  @Test
  void shouldRefuseAsUnavailable_whenAVendorBreaksInAWayNobodyThoughtOf() {
    // given
    inspected.judges.script =
        passage -> {
          throw new IllegalStateException("a mistake of ours");
        };
    // when / then
    assertThat(inspected.refused(saying("hello"))).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void shouldRefuseByTheLexicon_whenNobodyElseJudged() {
    // given
    inspected.judges.script = passage -> Uni.createFrom().failure(new NobodyJudged("all down"));
    // when / then
    assertThat(inspected.refused(saying("forbidden"))).isInstanceOf(Refusal.InputBlocked.class);
  }

  @Test
  void shouldGiveUpVendors_whenTheLexiconBlocks() {
    // given
    AtomicBoolean givenUp = new AtomicBoolean();
    inspected.judges.script =
        passage ->
            Uni.createFrom().<Verdict>nothing().onCancellation().invoke(() -> givenUp.set(true));
    // when
    Throwable refusal = inspected.refused(saying("forbidden"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(givenUp).isTrue();
  }

  @Test
  void shouldRefuse_whenTheDeadlinePasses() {
    // given
    inspected.judges.script = passage -> Uni.createFrom().nothing();
    UniAssertSubscriber<ChatRequest> waiting = inspected.begin(saying("hello"));
    waiting.assertNotTerminated();
    // when
    inspected.time.advance(Duration.ofSeconds(3));
    // then
    assertThat(waiting.awaitFailure().getFailure()).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void shouldGoOnWithAFinding_whenTheDeadlinePassesAndThatIsWanted() {
    // given
    Inspected degrading = new Inspected("sluice.moderation.on-exhausted", "degrade");
    degrading.judges.script = passage -> Uni.createFrom().nothing();
    ChatRequest request = saying("hello");
    UniAssertSubscriber<ChatRequest> waiting = degrading.begin(request);
    // when
    degrading.time.advance(Duration.ofSeconds(3));
    // then
    assertThat(waiting.awaitItem().getItem()).isSameAs(request);
    assertThat(degrading.findings)
        .extracting(finding -> finding.evidence().rawLabel())
        .containsExactly("unjudged");
  }

  @Test
  void shouldMaskWhatWasJudgedInTime_whenTheRestMayPassUnjudged() {
    // given: a text of several parts, of which one is answered
    Inspected degrading = new Inspected("sluice.moderation.on-exhausted", "degrade");
    degrading.judges.script =
        passage ->
            passage.text().startsWith("secret")
                ? Uni.createFrom().item(new Verdict.Redact(List.of(new Span(0, 6)), List.of()))
                : Uni.createFrom().nothing();
    UniAssertSubscriber<ChatRequest> waiting = degrading.begin(saying("secret" + "x".repeat(9000)));
    // when
    degrading.time.advance(Duration.ofSeconds(3));
    // then
    assertThat(waiting.awaitItem().getItem().messages().get(0).text()).startsWith("******xxx");
    assertThat(
            degrading
                .metrics
                .get("sluice.moderation.unjudged")
                .tags("direction", "input")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void shouldGoOnWithAFinding_whenTextMayPassUnjudged() {
    // given
    inspected.judges.script = passage -> Uni.createFrom().item(new Verdict.Unjudged());
    // when
    inspected.passed(saying("hello"));
    inspected.passed(saying("hello"));
    // then
    assertThat(inspected.findings).hasSize(2);
    assertThat(inspected.judges.asked).hasSize(2);
  }

  @Test
  void shouldHaveAllOfALongTextJudged_inPartsThatOverlap() {
    // given
    String text = "x".repeat(3990) + "the middle part" + "y".repeat(9000);
    // when
    inspected.passed(saying(text));
    // then
    assertThat(inspected.judges.asked).hasSizeGreaterThan(3);
    assertThat(inspected.judges.asked)
        .allMatch(passage -> passage.last() && passage.text().length() <= VendorParts.LONGEST)
        .anyMatch(passage -> passage.text().contains("the middle part"));
    assertThat(inspected.judges.subjects).doesNotHaveDuplicates();
  }

  @Test
  void shouldRefuseWithTheWayToAppeal_whenTheAccountIsSuspended() {
    // given
    inspected.misuse.standing =
        Uni.createFrom()
            .item(new Standing(3, Optional.of(new Suspended("sus_1", Optional.empty()))));
    // when
    Throwable refusal = inspected.refused(saying("hello"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.Forbidden.class).hasMessageContaining("/v1/appeals");
    assertThat(((Refusal.Forbidden) refusal).code()).isEqualTo("account_suspended");
    assertThat(inspected.judges.asked).isEmpty();
  }

  @Test
  void shouldTellTheWayToAppeal_whenTheInputLeadsToASuspension() {
    // given
    inspected.misuse.counted =
        Uni.createFrom().item(Optional.of(new Suspended("sus_1", Optional.empty())));
    // when
    Throwable refusal = inspected.refused(saying("forbidden"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(((Refusal.InputBlocked) refusal).cut().notice()).contains("/v1/appeals");
  }

  @Test
  void shouldEndTheRow_whenAnInputIsAllowedAfterBlockedOnes() {
    // given
    inspected.misuse.standing = Uni.createFrom().item(new Standing(2, Optional.empty()));
    // when
    inspected.passed(saying("hello"));
    // then
    assertThat(inspected.misuse.told).containsExactly("allowed");
  }

  @Test
  void shouldRefuse_whenTheStandingIsNotKnown() {
    // given
    Refusal away = new Refusal.Unavailable("moderation_unavailable", "away", Optional.empty());
    inspected.misuse.standing = Uni.createFrom().failure(away);
    // when / then
    assertThat(inspected.refused(saying("hello"))).isSameAs(away);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'role':'user','content':'forbidden'},{'role':'assistant','content':'x'},"
            + "{'role':'user','content':'hi'}",
        "{'role':'user','content':'hi'},{'role':'tool','tool_call_id':'1','content':'forbidden'}",
        "{'role':'user','content':'hi'},{'role':'assistant','content':'forbidden'},"
            + "{'role':'user','content':'hi'}"
      })
  void shouldRefuseButNotCount_whenTheCallerDidNotSayItNow(String messages) {
    assertThat(inspected.refused(chat(messages))).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(inspected.misuse.told).isEmpty();
  }

  @Test
  void shouldCount_whenTheCallerPutsAnAnswerIntoTheModelsMouth() {
    // when
    Throwable refusal =
        inspected.refused(
            chat("{'role':'user','content':'hi'},{'role':'assistant','content':'forbidden'}"));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
    assertThat(inspected.misuse.told).containsExactly("blocked CUSTOM");
  }

  @Test
  void shouldReadEscapes_asModelsDo() {
    // given
    String escaped = "{\\\\u0022q\\\\u0022: \\\\u0022\\\\u8d4c\\\\u535A\\\\u0022}";
    // when / then
    assertThat(
            inspected.refused(
                chat("{'role':'tool','tool_call_id':'1','content':'" + escaped + "'}")))
        .isInstanceOf(Refusal.InputBlocked.class);
    assertThat(
            inspected.refused(
                chat(
                    "{'role':'assistant','tool_calls':[{'id':'1','type':'function',"
                        + "'function':{'name':'f','arguments':'"
                        + escaped
                        + "'}}]}")))
        .isInstanceOf(Refusal.InputBlocked.class);
  }

  @Test
  void shouldMaskTheEscapes_whenWhatTheyStandForIsToBeMasked() {
    // when
    ChatRequest passed = inspected.passed(saying("\\\\u4f60 1380013\\\\u0038000 \\\\u597d"));
    // then
    assertThat(passed.messages().get(0).text()).isEqualTo("\\u4f60 **************** \\u597d");
  }

  @Test
  void shouldCountWhatBecameOfInputs() {
    // when
    inspected.passed(saying("hello"));
    inspected.passed(saying("13800138000"));
    inspected.refused(saying("forbidden"));
    inspected.judges.script = passage -> Uni.createFrom().failure(new NobodyJudged("all down"));
    inspected.refused(saying("something new"));
    // then
    for (String verdict : List.of("allow", "mask", "block", "unavailable")) {
      assertThat(
              inspected
                  .metrics
                  .get("sluice_moderation_inputs")
                  .tags("alias", "m", "verdict", verdict)
                  .counter()
                  .count())
          .isOne();
    }
  }

  private static Evidence evidence(Category category, Action action) {
    return new Evidence(
        "vendor-1", "v", category, action, "label", OptionalDouble.empty(), Duration.ZERO);
  }
}
