package dev.sluice.moderation.vendor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.moderation.vendor.VendorFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

  private static Reply reply(String json) {
    return Reply.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldReadCodes_whetherNumberOrText() {
    assertThat(reply("{\"c\":200}").code("c")).isEqualTo("200");
    assertThat(reply("{\"c\":\"Throttling.User\"}").code("c")).isEqualTo("Throttling.User");
  }

  @Test
  void shouldTakeNullForMissing() {
    Reply reply = reply("{\"a\":null}");

    assertThat(reply.has("a")).isFalse();
    assertThat(reply.optionalText("a")).isEmpty();
    assertThat(reply.optionalObjects("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "{\"a\":{}}", "{\"a\":true}", "{\"a\":[]}"})
  void shouldFail_whenAnOptionalTextIsOfAnotherType(String json) {
    assertThatThrownBy(() -> reply(json).optionalText("a"))
        .isInstanceOf(VendorFailure.class)
        .hasMessage("an answer without a readable 'a'");
  }

  @Test
  void shouldNameThePlace_whenAFieldIsMissing() {
    assertThatThrownBy(
            () -> reply("{\"a\":{\"b\":[{}]}}").object("a").objects("b").get(0).text("c"))
        .isInstanceOf(VendorFailure.class)
        .hasMessageContaining("'a.b[].c'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "1", "{} {}", "{\"a\":1,\"a\":2}"})
  void shouldFail_whenItIsNoSingleObject(String json) {
    assertThatThrownBy(() -> reply(json)).isInstanceOf(VendorFailure.class).hasNoCause();
  }
}
