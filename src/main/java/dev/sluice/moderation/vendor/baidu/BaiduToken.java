package dev.sluice.moderation.vendor.baidu;

import dev.sluice.model.signature.Endpoint;
import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.AccessToken;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.VendorProtocol.Calls;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The access token that stands for our keys. It lasts 30 days; one is fetched when it is needed, by
 * one call however many ask, and again once most of its time has passed or Baidu refuses it.
 */
final class BaiduToken {
  private final Clock clock;
  private final Endpoint endpoint;
  private final byte[] credentials;
  private final AccessToken token;

  BaiduToken(Settings settings, Endpoint endpoint, Clock clock) {
    this.clock = clock;
    this.endpoint = endpoint;
    Map<String, String> form = new TreeMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", settings.accessKeyId());
    form.put("client_secret", settings.accessKeySecret());
    this.credentials = Percent.form(form).getBytes(StandardCharsets.UTF_8);
    this.token = new AccessToken(clock, calls -> calls.send(request()).map(this::lent));
  }

  Uni<String> get(Calls calls) {
    return token.get(calls);
  }

  /** Baidu does not take it any more; a newer one stays. */
  void refused(String value) {
    token.refused(value);
  }

  private VendorRequest request() {
    return VendorRequest.post(
        endpoint.at("/oauth/2.0/token"),
        List.of(Map.entry("content-type", "application/x-www-form-urlencoded")),
        credentials);
  }

  private AccessToken.Lent lent(VendorAnswer answer) {
    if (!Answers.ok(answer)) {
      // A wrong key is a 400 or 401 here, and the text has no part in this call.
      throw answer.status() < 500 && answer.status() != 429
          ? Answers.failure(Kind.ACCOUNT, answer, "", clock)
          : Answers.failure(answer, clock);
    }
    Reply reply = Reply.of(answer);
    if (reply.has("error")) {
      throw Answers.failure(Kind.ACCOUNT, answer, reply.code("error"), clock);
    }
    long seconds = Math.min(reply.integer("expires_in"), Duration.ofDays(365).toSeconds());
    String value = reply.text("access_token");
    if (value.isEmpty() || seconds <= 0) {
      throw reply.unreadable("access_token");
    }
    return AccessToken.Lent.lasting(value, clock.instant(), Duration.ofSeconds(seconds));
  }
}
