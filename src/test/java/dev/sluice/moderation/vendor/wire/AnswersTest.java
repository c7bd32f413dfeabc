package dev.sluice.moderation.vendor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private static VendorAnswer answer(int status, Map<String, String> headers) {
    return new VendorAnswer(status, headers, new byte[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "429,THROTTLED",
    "401,ACCOUNT",
    "403,ACCOUNT",
    "404,ACCOUNT",
    "400,UNFIT",
    "413,UNFIT",
    "408,RETRYABLE",
    "500,RETRYABLE",
    "503,RETRYABLE",
    "302,RETRYABLE"
  })
  void shouldTellTheKind_byStatus(int status, VendorFailure.Kind kind) {
    assertThat(Answers.failure(answer(status, Map.of()), CLOCK).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after|7|7000",
        "retry-after-ms|250|250",
        "retry-after|Fri, 02 Jan 2026 03:04:35 GMT|30000",
        "retry-after|Fri, 02 Jan 2026 03:00:00 GMT|0",
        "retry-after|999999999|86400000"
      })
  void shouldReadTheWait(String header, String value, long millis) {
    VendorFailure failure = Answers.failure(answer(429, Map.of(header, value)), CLOCK);

    assertThat(failure.retryAfter()).contains(Duration.ofMillis(millis));
  }

  @Test
  void shouldIgnoreAWait_thatIsNone() {
    assertThat(Answers.failure(answer(429, Map.of("retry-after", "soon")), CLOCK).retryAfter())
        .isEmpty();
  }

  @Test
  void shouldKeepWordsOutOfMessages_thatAreNoCodes() {
    assertThat(Answers.code("InternalError.ErrTextTimeOut"))
        .isEqualTo("InternalError.ErrTextTimeOut");
    assertThat(Answers.code("你好 secret")).isEqualTo("unprintable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "ftp://a", "https://", "https://a?b", "https://u:p@a"})
  void shouldRefuseAddresses_thatAreNoBase(String url) {
    assertThatThrownBy(() -> Endpoint.of(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNameTheHost_asItsHeaderDoes() {
    assertThat(Endpoint.of("https://A.b:443/x/").host()).isEqualTo("a.b");
    assertThat(Endpoint.of("http://a:8080/x/").at("/y")).isEqualTo("http://a:8080/x/y");
  }

  @Test
  void shouldEncodeByRfc3986() {
    assertThat(Percent.encoded("a-_.~ +*!'()/好"))
        .isEqualTo("a-_.~%20%2B%2A%21%27%28%29%2F%E5%A5%BD");
  }
}
