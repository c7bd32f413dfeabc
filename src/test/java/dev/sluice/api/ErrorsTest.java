package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.model.Cut;
import dev.sluice.model.Outcome;
import dev.sluice.model.ProviderFailure;
import dev.sluice.model.Refusal;
import dev.sluice.model.Refusal.Exhausted.Limit;
import dev.sluice.model.RouteFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsTest {
  private static final String TRACE = "gen_0TEST";
  private static final String SECRET = "a secret of ours";
  private static final Cut CUT = Cut.hidingNothing("GORE", "input", "Not this.");

  static Stream<Arguments> refusals() {
    return Stream.of(
        row(Refusal.Invalid.parameter("n", "m"), 400, "invalid_request_error", "invalid_parameter"),
        row(
            new Refusal.Invalid("invalid_json", "", "m"),
            400,
            "invalid_request_error",
            "invalid_json"),
        row(new Refusal.InputBlocked(CUT), 400, "invalid_request_error", "content_filter"),
        row(new Refusal.Unauthenticated(), 401, "invalid_request_error", "invalid_api_key"),
        row(new Refusal.Forbidden("not_invited", "m"), 403, "permission_error", "not_invited"),
        row(
            new Refusal.NotFound("model_not_found", "model", "m"),
            404,
            "invalid_request_error",
            "model_not_found"),
        row(
            new Refusal.IdempotencyConflict(),
            409,
            "invalid_request_error",
            "idempotency_conflict"),
        row(new Refusal.Conflict("busy", "m"), 409, "invalid_request_error", "busy"),
        row(new Refusal.TooLarge(4), 413, "invalid_request_error", "request_too_large"),
        row(
            new Refusal.Unavailable("queue_full", "m", Optional.empty()),
            503,
            "service_unavailable",
            "queue_full"),
        row(exhausted(Limit.DAILY_QUOTA), 429, "insufficient_quota", "daily_quota_exceeded"),
        row(exhausted(Limit.TOTAL_QUOTA), 429, "insufficient_quota", "total_quota_exceeded"),
        row(exhausted(Limit.RATE), 429, "rate_limit_error", "rate_limit_exceeded"),
        row(exhausted(Limit.STORAGE), 429, "insufficient_quota", "storage_quota_exceeded"),
        row(exhausted(Limit.CONCURRENCY), 429, "rate_limit_error", "too_many_concurrent"),
        row(
            RouteFailure.allFailed(failure(ProviderFailure.Kind.BROKEN)),
            502,
            "upstream_error",
            "provider_failed"),
        row(
            RouteFailure.allFailed(failure(ProviderFailure.Kind.TIMED_OUT)),
            504,
            "upstream_error",
            "provider_timeout"),
        row(
            RouteFailure.noneAvailable(Duration.ZERO),
            503,
            "service_unavailable",
            "no_provider_available"),
        row(new IllegalStateException(SECRET), 500, "server_error", "internal_error"),
        row(new StackOverflowError(SECRET), 500, "server_error", "internal_error"));
  }

  private static Refusal exhausted(Limit limit) {
    return new Refusal.Exhausted(limit, "m", Optional.empty());
  }

  private static Arguments row(Throwable failure, int status, String type, String code) {
    return Arguments.of(failure, status, type, code);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldSayWhatTheTableSays_whenItFails(
      Throwable failure, int status, String type, String code) throws IOException {
    // when
    Errors error = Errors.of(failure);
    // then
    assertThat(error.status()).isEqualTo(status);
    JsonNode told = json(error).get("error");
    assertThat(told.get("type").asText()).isEqualTo(type);
    assertThat(told.get("code").asText()).isEqualTo(code);
    assertThat(told.get("message").asText()).isNotBlank();
    assertThat(told.has("param")).isTrue();
    assertThat(error.json(TRACE)).doesNotContain(SECRET);
    assertThat(error.retryAfterSeconds().isPresent()).isEqualTo(status == 503);
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE,502,provider_failed",
    "TIMED_OUT,504,provider_timeout",
    "OVERLOADED,502,provider_failed",
    "BROKEN,502,provider_failed",
    "CREDENTIALS,502,provider_failed",
    "BAD_REQUEST,400,invalid_parameter",
    "CONTENT_REFUSED,400,content_filter",
    "STALLED,504,provider_timeout",
    "INTERRUPTED,502,provider_failed",
    "GARBLED,502,provider_failed"
  })
  void shouldSayWhoFailed_whenAProviderDid(ProviderFailure.Kind kind, int status, String code) {
    // when
    Errors error = Errors.of(failure(kind));
    // then
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.type()).isEqualTo(status < 500 ? "invalid_request_error" : "upstream_error");
  }

  @ParameterizedTest
  @EnumSource(ProviderFailure.Kind.class)
  void shouldKeepTheProvidersSentence_unlessTheCallerCanActOnIt(ProviderFailure.Kind kind) {
    // when
    String message = Errors.of(failure(kind)).message();
    // then
    assertThat(message.contains(SECRET)).isEqualTo(kind == ProviderFailure.Kind.BAD_REQUEST);
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of(
            new Outcome.ProviderFailed(failure(ProviderFailure.Kind.STALLED)),
            504,
            "provider_timeout"),
        Arguments.of(new Outcome.Refused(new Refusal.Unauthenticated()), 401, "invalid_api_key"),
        Arguments.of(new Outcome.Drained(), 503, "no_provider_available"),
        Arguments.of(new Outcome.Halted(), 503, "no_provider_available"),
        Arguments.of(new Outcome.Cancelled(), 499, "cancelled"),
        Arguments.of(new Outcome.Disconnected(), 499, "cancelled"),
        Arguments.of(new Outcome.Abandoned(), 499, "abandoned"),
        Arguments.of(new Outcome.Broken(new IllegalStateException(SECRET)), 500, "internal_error"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldTellTheOutcome_whenItIsAFailure(Outcome outcome, int status, String code) {
    // when
    Errors error = Errors.of(outcome);
    // then
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.json(TRACE)).doesNotContain(SECRET);
    assertThat(new LoggedWords().failed(outcome).code()).isEqualTo(code);
    assertThat(new LoggedWords().failed(outcome).type()).isEqualTo(error.type());
  }

  @Test
  void shouldTellTheVerdict_whenTheInputWasBlocked() throws IOException {
    // when
    JsonNode sluice = json(Errors.of(new Refusal.InputBlocked(CUT))).at("/error/sluice");
    // then
    assertThat(sluice.get("category").asText()).isEqualTo("GORE");
    assertThat(sluice.get("trace_id").asText()).isEqualTo(TRACE);
  }

  @Test
  void shouldNameTheField_whenThereIsOne() throws IOException {
    assertThat(
            json(Errors.of(Refusal.Invalid.parameter("a.b[1]", "m"))).at("/error/param").asText())
        .isEqualTo("a.b[1]");
    assertThat(json(Errors.of(new Refusal.TooLarge(1))).at("/error/param").isNull()).isTrue();
  }

  @Property
  void shouldRoundUp_whenTellingWhenToComeBack(
      @ForAll @LongRange(min = 0, max = 10_000_000) long millis) {
    // when
    Refusal refusal =
        new Refusal.Unavailable("queue_full", "m", Optional.of(Duration.ofMillis(millis)));
    long seconds = Long.parseLong(Errors.of(refusal).retryAfterSeconds().orElseThrow());
    // then
    assertThat(seconds).isPositive();
    assertThat(seconds * 1000).isGreaterThanOrEqualTo(millis);
    assertThat((seconds - 1) * 1000).isLessThanOrEqualTo(Math.max(0, millis - 1));
  }

  @Test
  void shouldRoundUp_whenTheWaitIsBelowAMillisecond() {
    Refusal refusal = new Refusal.Unavailable("queue_full", "m", Optional.of(Duration.ofNanos(1)));
    assertThat(Errors.of(refusal).retryAfterSeconds()).contains("1");
  }

  @ParameterizedTest
  @CsvSource({
    "404,404,not_found",
    "405,405,method_not_allowed",
    "406,406,unsupported_media_type",
    "415,415,unsupported_media_type",
    "500,500,internal_error",
    "503,500,internal_error"
  })
  void shouldAnswerForTheRouter_whenItRefuses(int status, int told, String code)
      throws IOException {
    // when
    Errors error = Errors.routing(status);
    // then
    assertThat(error.status()).isEqualTo(told);
    assertThat(error.code()).isEqualTo(code);
    assertThat(new ObjectMapper().readTree(error.problem()).get("status").asInt()).isEqualTo(told);
  }

  private static ProviderFailure failure(ProviderFailure.Kind kind) {
    return new ProviderFailure(kind, SECRET);
  }

  private static JsonNode json(Errors error) throws IOException {
    return new ObjectMapper().readTree(error.json(TRACE));
  }
}
