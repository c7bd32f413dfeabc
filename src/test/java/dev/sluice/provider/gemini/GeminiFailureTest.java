package dev.sluice.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ProviderFailure;
import dev.sluice.model.ProviderFailure.Kind;
import dev.sluice.provider.FixedProviderConfig;
import dev.sluice.provider.ProvidersConfig;
import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiFailureTest {
  private static final GeminiProtocol PROTOCOL =
      new GeminiProtocol(FixedProviderConfig.withKey(ProvidersConfig.Type.GEMINI, "AIza1"));

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_ARGUMENT,BAD_REQUEST",
    "400,FAILED_PRECONDITION,BAD_REQUEST",
    "403,PERMISSION_DENIED,CREDENTIALS",
    "404,NOT_FOUND,BROKEN",
    "429,RESOURCE_EXHAUSTED,OVERLOADED",
    "500,INTERNAL,BROKEN",
    "503,UNAVAILABLE,OVERLOADED",
    "504,DEADLINE_EXCEEDED,BROKEN",
    "503,'',BROKEN"
  })
  void shouldTellTheKind(int status, String theirs, Kind kind) {
    var failure = fail(status, "{'error':{'status':'" + theirs + "','message':'No.'}}");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure).hasMessage("No.");
  }

  @Test
  void shouldReadTheErrorOfAnArray() {
    assertThat(fail(500, "[{'error':{'message':'No.'}}]")).hasMessage("No.");
  }

  @Test
  void shouldReadTheDelay_whenTheBodyHoldsIt() {
    var failure =
        fail(
            429,
            "{'error':{'status':'RESOURCE_EXHAUSTED','details':["
                + "{'@type':'x.QuotaFailure'},{'@type':'x.RetryInfo','retryDelay':'37.5s'}]}}");

    assertThat(failure.retryAfter()).contains(Duration.ofMillis(37_500));
  }

  @Test
  void shouldBlameTheCredentials_whenTheKeyIsWrong() {
    var failure =
        fail(
            400,
            "{'error':{'status':'INVALID_ARGUMENT','message':'No key AIza1.',"
                + "'details':[{'reason':'API_KEY_INVALID'}]}}");

    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(failure).hasMessage("No key ***.");
  }

  private static ProviderFailure fail(int status, String body) {
    return PROTOCOL.failure(status, MultiMap.caseInsensitiveMultiMap(), body.replace('\'', '"'));
  }
}
