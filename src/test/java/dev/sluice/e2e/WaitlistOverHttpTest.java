package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Caller.Role;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How somebody applies without a credential, and what operators make of it. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class WaitlistOverHttpTest extends LaunchSteps {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String LIST = "/v1/waitlist";
  private static final String DESK = "/admin/v1/waitlist";

  /** Applicants belong to the default tenant, and so do these tests' operators. */
  @BeforeEach
  void useTheDefaultTenant() {
    admin = UpstreamResource.ADMIN_KEY;
  }

  @BeforeEach
  @AfterEach
  void forgetApplicants() {
    pool.query("delete from applicant").execute().await().atMost(SOON);
  }

  @Test
  void shouldLetTheApplicantIn_whenItIsApproved() {
    // given
    String first = apply("ann@example.com", "research");
    String second = apply("13800138000", "play");
    assertThat(progress(first).getInteger("position")).isEqualTo(1);
    assertThat(progress(second).getInteger("position")).isEqualTo(2);
    refused(ticket("POST", first + "/code"), 409, "still_waiting");
    // when
    JsonObject approved =
        post(DESK + "/approve", new JsonObject().put("next", 1).put("plan", "gold"));
    // then
    assertThat(approved.getJsonArray("approved")).hasSize(1);
    assertThat(progress(first).getString("status")).isEqualTo("invited");
    assertThat(progress(second).getInteger("position")).isEqualTo(1);
    // when
    HttpAnswer lost = ticket("POST", first + "/code");
    String before = lost.json().getString("code");
    HttpAnswer drawn = ticket("POST", first + "/code");
    // then
    assertThat(drawn.status()).isEqualTo(201);
    assertThat(drawn.header("Cache-Control")).isEqualTo("no-store");
    String code = drawn.json().getString("code");
    assertThat(progress(first).getString("prefix")).isEqualTo(code.substring(0, 5));
    refused(redeem(UpstreamResource.CALLER_KEY, before), 404, "invite_not_found");
    try {
      assertThat(redeem(UpstreamResource.CALLER_KEY, code).status()).isEqualTo(200);
      assertThat(progress(first).getBoolean("redeemed")).isTrue();
      refused(ticket("POST", first + "/code"), 409, "invite_used_up");
    } finally {
      forgetThatDemoIsIn();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "13800138000, +86 138-0013-8000",
    "Ann@Example.com, ' ann@example.COM'",
    "008613800138000, １３８００１３８０００"
  })
  void shouldTakeOneApplicationAPerson_howeverTheContactIsWritten(String once, String again) {
    // given
    apply(once, "research");
    // when
    HttpAnswer second = ask(application(body(again, "play")));
    // then
    refused(second, 409, "already_applied");
    assertThat(items(DESK)).hasSize(1);
  }

  @Test
  void shouldShowAndStoreNoContactInClear() {
    // given
    String ticket = apply("13800138000", "research");
    apply("ann.with.a.name@example.com", "research");
    // when
    String shown = get(DESK).encode();
    String stored = rows("select string_agg(to_jsonb(applicant)::text, ' ') from applicant");
    // then
    assertThat(shown).contains("138****8000").contains("a***@example.com");
    for (String text : List.of(shown, stored)) {
      assertThat(text).doesNotContain("13800138000").doesNotContain("ann.with.a.name");
      assertThat(text).doesNotContain(ticket);
    }
  }

  @Test
  void shouldChooseByCriteria_inOrderAndPages() {
    // given
    apply("a.x@example.com", "research");
    apply("b.x@example.com", "play");
    apply("c.x@example.com", "research");
    // when / then
    assertThat(items(DESK + "?criteria.use=research")).hasSize(2);
    JsonObject first = get(DESK + "?limit=2");
    assertThat(contacts(first)).containsExactly("a***@example.com", "b***@example.com");
    assertThat(contacts(get(DESK + "?limit=2&cursor=" + first.getString("next_cursor"))))
        .containsExactly("c***@example.com");
    // when
    JsonObject criteria = new JsonObject().put("use", "research");
    post(DESK + "/approve", new JsonObject().put("next", 5).put("criteria", criteria));
    // then
    assertThat(items(DESK + "?state=invited")).hasSize(2);
    assertThat(items(DESK + "?state=waiting")).hasSize(1);
    refused(by(admin, "GET", DESK + "?state=gone"), 400, "state");
  }

  @Test
  void shouldTellTheReason_whenAnApplicationIsDeclined() {
    // given
    String ticket = apply("a@example.com", "research");
    JsonArray ids = new JsonArray().add(id(0));
    // when
    JsonObject declined =
        post(DESK + "/decline", new JsonObject().put("ids", ids).put("reason", "not this year"));
    // then
    assertThat(declined.getJsonArray("declined")).hasSize(1);
    assertThat(progress(ticket).getString("reason")).isEqualTo("not this year");
    refused(ticket("POST", ticket + "/code"), 409, "declined");
    assertThat(post(DESK + "/approve", new JsonObject().put("ids", ids)).getJsonArray("approved"))
        .isEmpty();
    String changes = changes("subject=waitlist/default&limit=1").encode();
    assertThat(changes).contains("waitlist.decline").doesNotContain("example.com");
  }

  @Test
  void shouldForgetTheApplicant_whenTheApplicationIsWithdrawn() {
    // given
    String ticket = apply("a@example.com", "research");
    post(DESK + "/approve", new JsonObject().put("ids", new JsonArray().add(id(0))));
    String code = ticket("POST", ticket + "/code").json().getString("code");
    // when
    assertThat(ticket("DELETE", ticket).status()).isEqualTo(204);
    // then
    refused(ticket("GET", ticket), 404, "ticket_not_found");
    refused(ticket("DELETE", ticket), 404, "ticket_not_found");
    refused(redeem(UpstreamResource.CALLER_KEY, code), 409, "invite_revoked");
    apply("a@example.com", "research");
  }

  @Test
  void shouldGiveNoCode_whenTheInviteHasExpired() {
    // given
    String ticket = apply("a@example.com", "research");
    String end = Instant.now().plusSeconds(60).toString();
    post(DESK + "/approve", new JsonObject().put("next", 1).put("expires_at", end));
    pool.query(
            "update invite set expires_at = now() - interval '1 second' where expires_at is not"
                + " null")
        .execute()
        .await()
        .atMost(SOON);
    // when / then
    refused(ticket("POST", ticket + "/code"), 409, "invite_expired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|contact",
        "{\"contact\":\"nobody\"}|contact",
        "{\"contact\":7}|contact",
        "{\"contact\":\"a@example.com\"}|answers.use",
        "{\"contact\":\"a@example.com\",\"answers\":\"x\"}|answers",
        "{\"contact\":\"a@example.com\",\"answers\":{\"use\":\" \"}}|answers.use",
        "{\"contact\":\"a@example.com\",\"answers\":{\"uses\":\"x\"}}|answers.uses",
        "{\"contact\":\"a@example.com\",\"mail\":\"x\"}|mail"
      })
  void shouldNameTheField_whenAnApplicationIsWrong(String body, String field) {
    // when
    HttpAnswer answer = ask(application(new JsonObject(body)));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("param")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "approve|{}|next",
        "approve|{\"next\":1,\"ids\":[1]}|next",
        "approve|{\"next\":0}|next",
        "approve|{\"ids\":[]}|ids",
        "approve|{\"ids\":[\"a\"]}|ids[0]",
        "approve|{\"ids\":[1],\"criteria\":{\"use\":\"x\"}}|criteria",
        "approve|{\"next\":1,\"criteria\":{\"usage\":\"x\"}}|criteria.usage",
        "approve|{\"next\":1,\"plna\":\"x\"}|plna",
        "decline|{\"ids\":[1]}|reason",
        "decline|{\"reason\":\"x\"}|ids"
      })
  void shouldNameTheField_whenADecisionIsWrong(String verb, String body, String field) {
    // when
    HttpAnswer answer = by(admin, "POST", DESK + "/" + verb, new JsonObject(body));
    // then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("param")).isEqualTo(field);
  }

  @Test
  void shouldServeThePage_andTellWhatIsAsked() {
    // when
    HttpAnswer page = ask(Ask.get("/waitlist/").without("Authorization"));
    JsonObject terms = ask(Ask.get(LIST).without("Authorization")).json();
    // then
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(terms.getBoolean("open")).isTrue();
    assertThat(terms.getJsonArray("criteria")).containsExactly("use", "organisation");
  }

  @Test
  void shouldRefuseABatchThatIsNotThere() {
    // given
    apply("a@example.com", "research");
    // when / then
    refused(
        by(admin, "POST", DESK + "/approve", new JsonObject().put("next", 1).put("batch", 99)),
        404,
        "batch_not_found");
    assertThat(items(DESK + "?state=waiting")).hasSize(1);
  }

  @Test
  void shouldOpenToTheRightRolesOnly() {
    for (Role role : Role.values()) {
      String key = keys.key(role.name(), role);
      assertThat(by(key, "GET", DESK).status()).isEqualTo(role == Role.CALLER ? 403 : 200);
      for (String verb : List.of("approve", "decline")) {
        assertThat(by(key, "POST", DESK + "/" + verb, new JsonObject()).status())
            .isEqualTo(role == Role.ADMIN ? 400 : 403);
      }
    }
    assertThat(ask(Ask.get(DESK).without("Authorization")).status()).isEqualTo(401);
    refused(ticket("GET", "wt_" + "A".repeat(32)), 404, "ticket_not_found");
    refused(ticket("GET", "nonsense"), 404, "ticket_not_found");
  }

  @Test
  void shouldNotShowApplicants_toOtherTenants() {
    // given
    apply("a@example.com", "research");
    String stranger = keys.key("boss", Role.ADMIN);
    // when
    HttpAnswer answer = by(stranger, "GET", DESK);
    // then
    assertThat(answer.json().getJsonArray("items")).isEmpty();
    assertThat(
            by(stranger, "POST", DESK + "/approve", new JsonObject().put("next", 1))
                .json()
                .getJsonArray("approved"))
        .isEmpty();
  }

  @Test
  void shouldSlowDownOneAddress_thatAppliesTooOften() throws IOException {
    // given
    String last = "";
    // when
    for (int i = 0; i <= 60; i++) {
      last = from("127.0.0.77", "{}");
    }
    // then
    assertThat(last).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: 3");
    assertThat(from("127.0.0.78", "{}")).startsWith("HTTP/1.1 400");
  }

  private String from(String address, String body) throws IOException {
    byte[] request = application(new JsonObject(body)).header("Connection", "close").whole();
    try (Socket socket = new Socket("127.0.0.1", port(), InetAddress.getByName(address), 0)) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonObject body(String contact, String use) {
    JsonObject answers = new JsonObject().put("use", use).put("organisation", "no one's");
    return new JsonObject().put("contact", contact).put("answers", answers).put("language", "en");
  }

  private static Ask application(JsonObject body) {
    return Ask.of("POST", LIST).without("Authorization").json(body.encode());
  }

  private String apply(String contact, String use) {
    HttpAnswer answer = ask(application(body(contact, use)));
    String text = answer.text();
    assertThat(answer.status()).as(text).isEqualTo(201);
    return new JsonObject(text).getString("ticket");
  }

  private HttpAnswer ticket(String method, String path) {
    return ask(Ask.of(method, LIST + "/" + path).without("Authorization"));
  }

  private JsonObject progress(String ticket) {
    return ticket("GET", ticket).json();
  }

  private int id(int place) {
    return items(DESK).getJsonObject(place).getInteger("id");
  }

  private static List<String> contacts(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("contact"))
        .toList();
  }

  private void forgetThatDemoIsIn() {
    for (String statement :
        List.of(
            "delete from redemption where tenant = 'default'",
            "update account set invitation = 'NONE', plan = null where tenant = 'default'")) {
      pool.query(statement).execute().await().atMost(SOON);
    }
  }

  private String rows(String query) {
    return pool.query(query).execute().await().atMost(SOON).iterator().next().getString(0);
  }
}
