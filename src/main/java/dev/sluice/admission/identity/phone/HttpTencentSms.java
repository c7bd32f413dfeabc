package dev.sluice.admission.identity.phone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.identity.HttpCalls;
import dev.sluice.admission.identity.HttpReply;
import dev.sluice.model.privacy.PhoneNumber;
import dev.sluice.model.signature.Tc3Signature;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Tencent Cloud's short messages: {@code SendSms}, version 2021-01-11. The template has two places,
 * the code and the minutes it is good for.
 */
final class HttpTencentSms implements CodeSender {
  private static final String VENDOR = "tencent";
  private static final String SERVICE = "sms";

  private final HttpCalls calls;
  private final PhoneSettings settings;
  private final Tc3Signature signature;
  private final Duration ttl;
  private final Clock clock;

  HttpTencentSms(HttpCalls calls, PhoneSettings settings, Duration ttl, Clock clock) {
    this.calls = calls;
    this.settings = settings;
    this.signature = new Tc3Signature(settings.accessKeyId(), settings.accessKeySecret());
    this.ttl = ttl;
    this.clock = clock;
  }

  @Override
  public Uni<Void> send(PhoneNumber phone, String code) {
    byte[] body = body(phone, code).toString().getBytes(StandardCharsets.UTF_8);
    return calls
        .post(settings.endpoint().at("/"), headers(body), body)
        .invoke(HttpTencentSms::check)
        .replaceWithVoid();
  }

  private ObjectNode body(PhoneNumber phone, String code) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("PhoneNumberSet").add(phone.international());
    body.put("SmsSdkAppId", settings.appId());
    body.put("SignName", settings.signName());
    body.put("TemplateId", settings.template());
    body.putArray("TemplateParamSet").add(code).add(String.valueOf(Math.max(1, ttl.toMinutes())));
    return body;
  }

  private Map<String, String> headers(byte[] body) {
    Instant now = clock.instant();
    String host = settings.endpoint().host();
    String path = settings.endpoint().path() + "/";
    return Map.of(
        "host",
        host,
        "content-type",
        Tc3Signature.CONTENT_TYPE,
        "x-tc-action",
        "SendSms",
        "x-tc-version",
        "2021-01-11",
        "x-tc-timestamp",
        String.valueOf(now.getEpochSecond()),
        "x-tc-region",
        settings.region(),
        "authorization",
        signature.authorization(host, path, SERVICE, body, now));
  }

  /** Errors come with HTTP 200: of the request as a whole, or of the one number in it. */
  private static void check(HttpReply reply) {
    JsonNode response = reply.json().path("Response");
    String code =
        response.has("Error")
            ? response.path("Error").path("Code").asText()
            : response.path("SendStatusSet").path(0).path("Code").asText();
    if (!reply.isOk() || !code.equals("Ok")) {
      throw kind(code).refusal(VENDOR, code);
    }
  }

  private static SendFailure kind(String code) {
    return switch (code) {
      case "InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberInBlacklist" ->
          SendFailure.NUMBER;
      default -> code.startsWith("LimitExceeded.") ? SendFailure.FREQUENCY : SendFailure.VENDOR;
    };
  }
}
