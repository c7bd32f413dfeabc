package dev.sluice.testing;

import dev.sluice.model.Sha256;
import dev.sluice.model.signature.Hmac;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The vendors' sides of phone codes and the register of ID numbers, over real HTTP on one loopback
 * port: Alibaba Cloud's dypnsapi, Tencent Cloud's SMS, and the register's bridge. Both clouds check
 * the signature from what came, as the vendors do, and refuse a wrong one.
 */
public final class ScriptedSms implements AutoCloseable {
  public static final String KEY_ID = "sms-key-id";
  public static final String SECRET = "sms-s3cret";
  public static final String REGISTER_KEY = "register-s3cret";

  /** A number that no vendor takes. */
  public static final String ILLEGAL = "13900000000";

  /** A number that was sent too much. */
  public static final String BUSY = "13900000001";

  /** The one name that the register knows no number by. */
  public static final String UNKNOWN_NAME = "李四";

  private static final String ALIYUN_CODE = "424242";

  private final HttpServer server;
  private final Map<String, String> codes = new ConcurrentHashMap<>();
  private volatile String lastQuery = "";
  private volatile JsonObject lastBody = new JsonObject();

  private ScriptedSms(Vertx vertx) {
    this.server = vertx.createHttpServer().requestHandler(this::asked);
  }

  /** Starts one; to be called on a thread that may wait. */
  public static ScriptedSms start(Vertx vertx) {
    ScriptedSms sms = new ScriptedSms(vertx);
    try {
      sms.server
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the scripted vendors of codes did not start", e);
    }
    return sms;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  public String registerUrl() {
    return baseUrl() + "/register";
  }

  /** The code that a phone was sent last. */
  public String codeOf(String digits) {
    return codes.get(digits);
  }

  /** Of the last call that came, decoded by field. */
  public String query() {
    return lastQuery;
  }

  public JsonObject body() {
    return lastBody;
  }

  private void asked(HttpServerRequest request) {
    request.body().onSuccess(body -> request.response().end(answer(request, body).toBuffer()));
  }

  private JsonObject answer(HttpServerRequest request, Buffer body) {
    if (request.path().equals("/register")) {
      return register(request, body.toJsonObject());
    }
    return request.getHeader("x-acs-action") != null
        ? aliyun(request, body)
        : new JsonObject().put("Response", tencent(request, body));
  }

  private static JsonObject register(HttpServerRequest request, JsonObject body) {
    if (!("Bearer " + REGISTER_KEY).equals(request.getHeader("authorization"))) {
      request.response().setStatusCode(401);
      return new JsonObject();
    }
    return new JsonObject().put("match", !UNKNOWN_NAME.equals(body.getString("name")));
  }

  // --- Alibaba Cloud

  private JsonObject aliyun(HttpServerRequest request, Buffer body) {
    lastQuery = request.query();
    if (!acs3(request, body).equals(request.getHeader("authorization"))) {
      request.response().setStatusCode(400);
      return new JsonObject().put("Code", "SignatureDoesNotMatch").put("Message", "…");
    }
    String phone = request.getParam("PhoneNumber");
    if (phone.equals(ILLEGAL)) {
      return new JsonObject().put("Code", "isv.MOBILE_NUMBER_ILLEGAL").put("Message", phone);
    }
    if (phone.equals(BUSY)) {
      return new JsonObject().put("Code", "isv.BUSINESS_LIMIT_CONTROL").put("Message", phone);
    }
    JsonObject model = new JsonObject().put("OutId", request.getParam("OutId"));
    if (request.getHeader("x-acs-action").equals("SendSmsVerifyCode")) {
      codes.put(phone, ALIYUN_CODE);
    } else {
      boolean right = request.getParam("VerifyCode").equals(codes.get(phone));
      model.put("VerifyResult", right ? "PASS" : "UNKNOWN");
    }
    return new JsonObject()
        .put("Code", "OK")
        .put("Message", "OK")
        .put("Success", true)
        .put("Model", model);
  }

  private static String acs3(HttpServerRequest request, Buffer body) {
    TreeMap<String, String> signed = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.equals("host")
                  || lower.equals("content-type")
                  || lower.startsWith("x-acs-")) {
                signed.put(lower, value);
              }
            });
    StringBuilder lines = new StringBuilder("POST\n" + request.path() + "\n");
    lines.append(request.query()).append('\n');
    signed.forEach((name, value) -> lines.append(name + ":" + value + "\n"));
    String names = String.join(";", signed.keySet());
    lines.append("\n" + names + "\n" + Sha256.hex(body.getBytes()));
    String toSign = "ACS3-HMAC-SHA256\n" + Sha256.hex(lines.toString());
    return "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s"
        .formatted(KEY_ID, names, hex(Hmac.sha256(bytes(SECRET), toSign)));
  }

  // --- Tencent Cloud

  private JsonObject tencent(HttpServerRequest request, Buffer body) {
    if (!tc3(request, body).equals(request.getHeader("authorization"))) {
      return error("AuthFailure.SignatureFailure");
    }
    lastBody = body.toJsonObject();
    String phone = lastBody.getJsonArray("PhoneNumberSet").getString(0).substring(3);
    String code =
        switch (phone) {
          case ILLEGAL -> "InvalidParameterValue.IncorrectPhoneNumber";
          case BUSY -> "LimitExceeded.PhoneNumberDailyLimit";
          default -> "Ok";
        };
    codes.put(phone, lastBody.getJsonArray("TemplateParamSet").getString(0));
    JsonObject status =
        new JsonObject().put("PhoneNumber", "+86" + phone).put("Code", code).put("Fee", 1);
    return new JsonObject().put("SendStatusSet", new JsonArray().add(status));
  }

  private static JsonObject error(String code) {
    return new JsonObject().put("Error", new JsonObject().put("Code", code).put("Message", "…"));
  }

  private static String tc3(HttpServerRequest request, Buffer body) {
    String canonical =
        "POST\n/\n\ncontent-type:%s\nhost:%s\n\ncontent-type;host\n%s"
            .formatted(
                request.getHeader("content-type"),
                request.getHeader("host"),
                Sha256.hex(body.getBytes()));
    String timestamp = request.getHeader("x-tc-timestamp");
    String day = Instant.ofEpochSecond(Long.parseLong(timestamp)).toString().substring(0, 10);
    String scope = day + "/sms/tc3_request";
    String toSign =
        "TC3-HMAC-SHA256\n%s\n%s\n%s".formatted(timestamp, scope, Sha256.hex(canonical));
    byte[] key = bytes("TC3" + SECRET);
    for (String part : scope.split("/")) {
      key = Hmac.sha256(key, part);
    }
    return "TC3-HMAC-SHA256 Credential=%s/%s, SignedHeaders=content-type;host, Signature=%s"
        .formatted(KEY_ID, scope, hex(Hmac.sha256(key, toSign)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.close();
  }
}
