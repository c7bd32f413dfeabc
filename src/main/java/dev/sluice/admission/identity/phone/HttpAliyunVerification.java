package dev.sluice.admission.identity.phone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.admission.identity.HttpCalls;
import dev.sluice.admission.identity.HttpReply;
import dev.sluice.model.Refusal;
import dev.sluice.model.signature.Acs3Signature;
import dev.sluice.model.signature.Percent;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Alibaba Cloud's phone number verification, which draws the code and checks it: {@code
 * SendSmsVerifyCode} and {@code CheckSmsVerifyCode} of dypnsapi, version 2017-05-25. Its parameters
 * stand in the query.
 */
final class HttpAliyunVerification implements PhoneVerification {
  private static final String VENDOR = "aliyun";
  private static final String VERSION = "2017-05-25";
  private static final int OUT_ID_DIGITS = 32;

  private final HttpCalls calls;
  private final PhoneSettings settings;
  private final Acs3Signature signature;
  private final Duration ttl;
  private final Clock clock;
  private final Supplier<String> nonces;

  HttpAliyunVerification(
      HttpCalls calls, PhoneSettings settings, Duration ttl, Clock clock, Supplier<String> nonces) {
    this.calls = calls;
    this.settings = settings;
    this.signature = new Acs3Signature(settings.accessKeyId(), settings.accessKeySecret());
    this.ttl = ttl;
    this.clock = clock;
    this.nonces = nonces;
  }

  @Override
  public Uni<Void> send(Challenge challenge) {
    Map<String, String> query = query(challenge);
    query.put("SignName", settings.signName());
    query.put("TemplateCode", settings.template());
    query.put(
        "TemplateParam",
        "{\"code\":\"##code##\",\"min\":\"%d\"}".formatted(Math.max(1, ttl.toMinutes())));
    query.put("CodeLength", "6");
    query.put("CodeType", "1");
    query.put("ValidTime", String.valueOf(ttl.toSeconds()));
    query.put("ReturnVerifyCode", "false");
    return call("SendSmsVerifyCode", query).invoke(HttpAliyunVerification::ok).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> check(Challenge challenge, String code) {
    Map<String, String> query = query(challenge);
    query.put("VerifyCode", code);
    return call("CheckSmsVerifyCode", query)
        .map(HttpAliyunVerification::ok)
        .map(body -> body.path("Model").path("VerifyResult").asText().equals("PASS"));
  }

  /** Ties a code to the account it was sent for; tells nothing of either. */
  private static Map<String, String> query(Challenge challenge) {
    Map<String, String> query = new TreeMap<>();
    query.put("CountryCode", "86");
    query.put("PhoneNumber", challenge.phone().digits());
    query.put("OutId", challenge.key().substring(0, OUT_ID_DIGITS));
    return query;
  }

  private Uni<HttpReply> call(String action, Map<String, String> parameters) {
    String query = Percent.form(parameters);
    String path = settings.endpoint().path() + "/";
    byte[] body = {};
    Map<String, String> headers =
        signature.headers(
            settings.endpoint().host(),
            path,
            query,
            action,
            VERSION,
            body,
            clock.instant(),
            nonces.get());
    return calls.post(settings.endpoint().at("/?" + query), headers, body);
  }

  private static JsonNode ok(HttpReply reply) {
    JsonNode body = reply.json();
    String code = body.path("Code").asText();
    if (!reply.isOk() || !code.equals("OK")) {
      throw failure(code);
    }
    return body;
  }

  private static Refusal failure(String code) {
    if (code.contains("MOBILE_NUMBER_ILLEGAL")) {
      return SendFailure.NUMBER.refusal(VENDOR, code);
    }
    boolean often = code.contains("LIMIT_CONTROL") || code.contains("FREQUENCY");
    return (often ? SendFailure.FREQUENCY : SendFailure.VENDOR).refusal(VENDOR, code);
  }
}
