package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.oidc.server.OidcWireMock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens of an identity provider, side by side with API keys. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class AccessTokensOverHttpTest extends EndToEnd {
  private static final String ACCOUNT = "/v1/account";

  @OidcWireMock WireMockServer identityProvider;

  /** What an account may do is remembered longer than its row here: each test has its own. */
  @AfterEach
  void forgetAccounts() {
    sql("delete from account where id like 'oidc-%'");
  }

  @Test
  void shouldKnowAccountTenantAndRole_whenTheTokenIsGood() {
    // when
    JsonObject caller = me(AccessToken.of("oidc-new"));
    JsonObject auditor = me(AccessToken.of("oidc-newer", "offline", "sluice-auditor"));
    // then
    assertThat(caller.getString("account")).isEqualTo("oidc-new");
    assertThat(caller.getString("tenant")).isEqualTo("default");
    assertThat(caller.getString("role")).isEqualTo("caller");
    assertThat(auditor.getString("role")).isEqualTo("auditor");
    assertThat(auditor.getString("credential")).isNotEqualTo(caller.getString("credential"));
    assertThat(count("account where id in ('oidc-new', 'oidc-newer')")).isEqualTo(2);
  }

  @Test
  void shouldKnowThePerson_whenTheProviderDoes() {
    // when
    me(AccessToken.of("oidc-known"));
    me(AccessToken.of("oidc-unknown"));
    // then
    assertThat(count("account where id = 'oidc-known' and real_name = 'VERIFIED'")).isEqualTo(1);
    assertThat(count("identity where account = 'oidc-known' and how = 'OIDC_CLAIM'")).isEqualTo(1);
    assertThat(count("account where id = 'oidc-unknown' and real_name = 'UNKNOWN'")).isEqualTo(1);
    sql("delete from identity where account = 'oidc-known'");
  }

  @Test
  void shouldGenerate_whenTheTokenIsACallers() {
    // when
    HttpAnswer answer = ask(Ask.whole("demo").bearer(AccessToken.of("oidc-talker").signed()));
    // then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("\"finish_reason\":\"stop\"");
    assertThat(count("trace where account = 'oidc-talker' and id = '" + answer.traceId() + "'"))
        .isEqualTo(1);
  }

  @Test
  void shouldOpenTheOperatorsDoor_byRoleOnly() {
    // given
    String list = "/admin/v1/accounts";
    // then
    assertThat(status(list, AccessToken.of("oidc-ann"))).isEqualTo(403);
    assertThat(status(list, AccessToken.of("oidc-ann", "sluice-auditor"))).isEqualTo(200);
    assertThat(status(list, AccessToken.of("oidc-ann", "sluice-admin"))).isEqualTo(200);
  }

  static Stream<Arguments> wrong() {
    AccessToken good = AccessToken.of("oidc-ann", "sluice-admin");
    String signed = good.signed();
    return Stream.of(
        Arguments.of("expired", good.until(Instant.now().minus(Duration.ofMinutes(2))).signed()),
        Arguments.of("of another issuer", good.from("https://elsewhere.example.com").signed()),
        Arguments.of("meant for another service", good.meantFor("another").signed()),
        Arguments.of("signed with another key", good.forged("1")),
        Arguments.of("signed with an unknown key", good.forged("nobodys")),
        Arguments.of("unsigned", signed.substring(0, signed.lastIndexOf('.') + 1) + "AAAA"),
        Arguments.of(
            "with another head", "eyJhbGciOiJub25lIn0" + signed.substring(signed.indexOf('.'))),
        Arguments.of("of an unknown tenant", good.in("nobodys").signed()),
        Arguments.of("of an account with a name we cannot keep", AccessToken.of("oidc/x").signed()),
        Arguments.of("no token", "eyJhbGciOiJub25lIn0.e30.e30"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void shouldRefuseLikeAnUnknownKey_whateverIsWrongWithTheToken(String what, String token) {
    // when
    HttpAnswer answer = ask(Ask.get(ACCOUNT).bearer(token));
    // then
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).isEqualTo(ask(Ask.get(ACCOUNT).bearer("sk-slc-nobody")).text());
    assertThat(count("account where id like 'oidc%'")).isZero();
  }

  @Test
  void shouldShutOut_whenTheAccountIsSuspendedOrClosed() {
    // given
    String token = AccessToken.of("oidc-cat").signed();
    assertThat(ask(Ask.get(ACCOUNT).bearer(token)).status()).isEqualTo(200);
    // when
    put("/admin/v1/accounts/oidc-cat/status", suspended());
    // then
    assertThat(ask(Ask.whole("demo").bearer(token)).status()).isEqualTo(403);
    assertThat(ask(Ask.get(ACCOUNT).bearer(token)).json().getString("status"))
        .isEqualTo("suspended");
    // when
    put("/admin/v1/accounts/oidc-cat/status", new JsonObject().put("status", "closed"));
    // then
    assertThat(ask(Ask.get(ACCOUNT).bearer(token)).status()).isEqualTo(401);
  }

  @Test
  void shouldSendTheProviderNothing_whateverIsShown() {
    // given
    me(AccessToken.of("oidc-ann"));
    identityProvider.resetRequests();
    // when
    ask(Ask.get(ACCOUNT)).text();
    ask(Ask.get(ACCOUNT).bearer("sk-slc-nobody")).text();
    ask(Ask.get(ACCOUNT).bearer("an opaque token")).text();
    ask(Ask.get(ACCOUNT).bearer(AccessToken.of("oidc-ann").forged("nobodys"))).text();
    me(AccessToken.of("oidc-bob"));
    // then
    List<LoggedRequest> seen =
        identityProvider.getAllServeEvents().stream()
            .map(event -> event.getRequest())
            .map(LoggedRequest.class::cast)
            .toList();
    assertThat(seen).allMatch(request -> request.getMethod().getName().equals("GET"));
    assertThat(seen).allMatch(request -> request.header("Authorization").isPresent() == false);
    assertThat(seen).extracting(LoggedRequest::getUrl).noneMatch(url -> url.contains("introspect"));
  }

  private static JsonObject suspended() {
    return new JsonObject().put("status", "suspended").put("reason", "spam");
  }

  private JsonObject me(AccessToken token) {
    HttpAnswer answer = ask(Ask.get(ACCOUNT).bearer(token.signed()));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private int status(String path, AccessToken token) {
    return ask(Ask.get(path).bearer(token.signed())).status();
  }

  private void put(String path, JsonObject body) {
    Ask ask = Ask.of("PUT", path).json(body.encode()).bearer(UpstreamResource.ADMIN_KEY);
    assertThat(ask(ask).status()).isEqualTo(200);
  }

  private long count(String from) {
    return pool.query("select count(*) from " + from)
        .execute()
        .await()
        .atMost(Duration.ofSeconds(10))
        .iterator()
        .next()
        .getLong(0);
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(Duration.ofSeconds(10));
  }
}
