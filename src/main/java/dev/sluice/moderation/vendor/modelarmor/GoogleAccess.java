package dev.sluice.moderation.vendor.modelarmor;

import dev.sluice.model.signature.Percent;
import dev.sluice.moderation.vendor.AccessToken;
import dev.sluice.moderation.vendor.Settings;
import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorProtocol.Calls;
import dev.sluice.moderation.vendor.VendorRequest;
import dev.sluice.moderation.vendor.wire.Reply;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sends requests that carry an access token: a given one, or those a service account is lent. */
interface GoogleAccess {

  /** Makes the request for a token and sends it. */
  Uni<VendorAnswer> send(Calls calls, Function<String, VendorRequest> request);

  /** The key {@code api-key} holds a service account's key in JSON, or else is the token itself. */
  static GoogleAccess of(Settings settings, Clock clock) {
    String key = settings.apiKey();
    if (!key.startsWith("{")) {
      return (calls, request) -> calls.send(request.apply(key));
    }
    try {
      return new Granted(ServiceAccount.of(key), clock);
    } catch (RuntimeException unfit) {
      throw settings.unusable("api-key", "an access token, or a service account's key as JSON");
    }
  }

  /** Tokens lent to a service account; a refused one is replaced, once. */
  final class Granted implements GoogleAccess {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final long MAX_SECONDS = 86_400;

    private final ServiceAccount account;
    private final Clock clock;
    private final GoogleAnswers answers;
    private final AccessToken token;

    Granted(ServiceAccount account, Clock clock) {
      this.account = account;
      this.clock = clock;
      this.answers = new GoogleAnswers(clock);
      this.token = new AccessToken(clock, this::fetch);
    }

    @Override
    public Uni<VendorAnswer> send(Calls calls, Function<String, VendorRequest> request) {
      return token.get(calls).flatMap(value -> sent(calls, request, value));
    }

    private Uni<VendorAnswer> sent(
        Calls calls, Function<String, VendorRequest> request, String value) {
      return calls
          .send(request.apply(value))
          .flatMap(
              answer ->
                  answer.status() == 401
                      ? again(calls, request, value)
                      : Uni.createFrom().item(answer));
    }

    private Uni<VendorAnswer> again(
        Calls calls, Function<String, VendorRequest> request, String refused) {
      token.refused(refused);
      return token.get(calls).flatMap(value -> calls.send(request.apply(value)));
    }

    private Uni<AccessToken.Lent> fetch(Calls calls) {
      return Uni.createFrom()
          .deferred(() -> calls.send(grant(clock.instant())))
          .map(answers::granted)
          .map(this::lent);
    }

    private VendorRequest grant(Instant now) {
      Map<String, String> form =
          new TreeMap<>(Map.of("grant_type", GRANT, "assertion", account.assertion(now)));
      return VendorRequest.post(
          account.tokenAddress(),
          List.of(Map.entry("content-type", "application/x-www-form-urlencoded")),
          Percent.form(form).getBytes(StandardCharsets.UTF_8));
    }

    private AccessToken.Lent lent(Reply reply) {
      String value = reply.text("access_token");
      long seconds = reply.integer("expires_in");
      // It goes into a header, where some characters would end it.
      if (!value.matches("[!-~]+")) {
        throw reply.unreadable("access_token");
      }
      if (seconds <= 0) {
        throw reply.unreadable("expires_in");
      }
      Duration time = Duration.ofSeconds(Math.min(seconds, MAX_SECONDS));
      return AccessToken.Lent.lasting(value, clock.instant(), time);
    }
  }
}
