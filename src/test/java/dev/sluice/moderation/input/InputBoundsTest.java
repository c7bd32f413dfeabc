package dev.sluice.moderation.input;

import static dev.sluice.moderation.input.Inspected.chat;
import static dev.sluice.moderation.input.Inspected.request;
import static dev.sluice.moderation.input.Inspected.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputBoundsTest {
  private static final String IMAGE =
      "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,"
          + "QUJD'}}]}";

  @Test
  void shouldCountCodePoints_whenTheTextIsBounded() {
    // given
    Inspected bounded = new Inspected("sluice.moderation.input.max-chars", "3");
    // when / then
    assertThat(bounded.passed(saying("🌍🌍🌍"))).isNotNull();
    assertThat(param(bounded, saying("🌍🌍🌍a"))).isEqualTo("messages");
  }

  @Test
  void shouldNameTheLongestField_whenAllTogetherIsTooLong() {
    // given
    Inspected bounded = new Inspected("sluice.moderation.input.max-chars", "20");
    // when
    String param =
        param(
            bounded,
            request(
                "{'model':'m','messages':[{'role':'user','content':'hi'}],"
                    + "'metadata':{'k':'abcdefghijklmnopqrstuvwxyz'}}"));
    // then
    assertThat(param).isEqualTo("metadata");
  }

  @Test
  void shouldHoldAnAliasToItsOwnBound_whenItHasOne() {
    // given
    Inspected bounded = new Inspected("sluice.moderation.aliases.m.max-input-chars", "2");
    // when / then
    assertThat(param(bounded, saying("abc"))).isEqualTo("messages");
  }

  @Test
  void shouldRefuseInstructions_whereAnAliasTakesNone() {
    // given
    Inspected bounded = new Inspected("sluice.moderation.aliases.m.system-messages", "false");
    String user = "{'role':'user','content':'hi'},";
    // when / then
    assertThat(param(bounded, chat(user + "{'role':'system','content':'x'}")))
        .isEqualTo("messages[1].role");
    assertThat(param(bounded, chat(user + "{'role':'developer','content':'x'}")))
        .isEqualTo("messages[1].role");
    assertThat(bounded.passed(saying("hi"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\u001b[31m", "\\u007f", "\\u0008"})
  void shouldRefuseControlCharacters(String text) {
    assertThat(param(new Inspected(), saying(text))).isEqualTo("messages[0]");
  }

  @Test
  void shouldTakeLinesAndTabs() {
    assertThat(new Inspected().passed(saying("a\\tb\\r\\nc\\f"))).isNotNull();
  }

  @Test
  void shouldRefuseImages_unlessTheyMayPassUnjudged() {
    // given
    Inspected trusting = new Inspected("sluice.moderation.input.images", "pass");
    // when / then
    assertThat(param(new Inspected(), chat(IMAGE))).isEqualTo("messages[0].content");
    assertThat(trusting.passed(chat(IMAGE))).isNotNull();
    assertThat(trusting.judges.asked).isEmpty();
  }

  @Test
  void shouldReadTheAddressOfAnImage_whichIsTextToo() {
    // given
    Inspected trusting = new Inspected("sluice.moderation.input.images", "pass");
    // when
    Throwable refusal =
        trusting.refused(chat(IMAGE.replace("base64,QUJD", "base64,QUJD not forbidden")));
    // then
    assertThat(refusal).isInstanceOf(Refusal.InputBlocked.class);
  }

  private static String param(Inspected inspected, ChatRequest request) {
    Throwable refusal = inspected.refused(request);
    assertThat(refusal).isInstanceOf(Refusal.Invalid.class);
    assertThat(((Refusal.Invalid) refusal).code()).isEqualTo("invalid_parameter");
    return ((Refusal.Invalid) refusal).param();
  }
}
