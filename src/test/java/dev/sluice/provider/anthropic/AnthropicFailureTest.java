package dev.sluice.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.FixedProviderConfig;
import dev.sluice.provider.ProvidersConfig;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicFailureTest {
  private static final Instant NOW = Instant.parse("2026-10-05T10:00:00Z");
  private static final AnthropicProtocol PROTOCOL =
      new AnthropicProtocol(
          FixedProviderConfig.withKey(ProvidersConfig.Type.ANTHROPIC, "sk-ant-1"),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "400,invalid_request_error,BAD_REQUEST",
    "401,authentication_error,CREDENTIALS",
    "402,billing_error,CREDENTIALS",
    "403,permission_error,CREDENTIALS",
    "404,not_found_error,BROKEN",
    "413,request_too_large,BAD_REQUEST",
    "429,rate_limit_error,OVERLOADED",
    "500,api_error,BROKEN",
    "504,timeout_error,BROKEN",
    "529,overloaded_error,OVERLOADED",
    "529,'',OVERLOADED",
    "422,new_error,BAD_REQUEST",
    "302,'',BROKEN"
  })
  void shouldTellTheKind(int status, String type, Kind kind) {
    var failure = fail(status, "{'type':'error','error':{'type':'" + type + "','message':'No.'}}");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure).hasMessage("No.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your credit balance is too low.",
        "You have reached your specified API usage limits. You will regain access on 2026-12-01."
      })
  void shouldBlameTheCredentials_whenTheBalanceIsSpent(String message) {
    var failure =
        fail(400, "{'error':{'type':'invalid_request_error','message':'" + message + "'}}");

    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
  }

  @Test
  void shouldSpeakForItself_whenTheBodyIsNoError() {
    assertThat(fail(502, "<html>Bad gateway</html>")).hasMessage("The provider answered 502.");
    assertThat(fail(500, "")).hasMessage("The provider answered 500.");
    assertThat(fail(500, "{'error':'text'}")).hasMessage("The provider answered 500.");
    assertThat(fail(500, "[7]")).hasMessage("The provider answered 500.");
  }

  @Test
  void shouldKeepTheMessageShortAndTheKeySecret() {
    var failure =
        fail(401, "{'error':{'message':'Key sk-ant-1\\nis bad " + "x".repeat(500) + "'}}");

    assertThat(failure.getMessage()).startsWith("Key *** is bad xxx").hasSize(300);
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after,7,7000",
    "retry-after,1.5,1500",
    "retry-after,'Mon, 05 Oct 2026 10:01:00 GMT',60000",
    "retry-after,'Mon, 05 Oct 2026 09:00:00 GMT',0",
    "retry-after-ms,250,250",
    "Retry-After,99999999999999,86400000"
  })
  void shouldReadHowLongToWait(String header, String value, long millis) {
    var headers = MultiMap.caseInsensitiveMultiMap().add(header, value);

    assertThat(PROTOCOL.failure(429, headers, "").retryAfter()).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-1", "NaN"})
  void shouldNotWait_whenTheHeaderIsNonsense(String value) {
    var headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", value);

    assertThat(PROTOCOL.failure(429, headers, "").retryAfter()).isEmpty();
  }

  private static ProviderFailure fail(int status, String body) {
    return PROTOCOL.failure(status, MultiMap.caseInsensitiveMultiMap(), body.replace('\'', '"'));
  }
}
