package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.quota.Prices;
import dev.sluice.testing.EnginesResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Price tables as operators publish them, over HTTP. Tables are kept, so each test adds some. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PricesOverHttpTest extends Operators {
  private static final String PRICES = "/admin/v1/prices";

  /** Within which a table is in force everywhere. */
  private static final Duration PROMISED = Duration.ofSeconds(5);

  @Inject Prices prices;

  static Stream<Arguments> routes() {
    return Stream.of(
        Arguments.of("GET", PRICES, "auditor"),
        Arguments.of("GET", PRICES + "/versions", "auditor"),
        Arguments.of("PUT", PRICES, "admin"),
        Arguments.of("PATCH", PRICES, "admin"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldLetInByRole_whateverTheRoute(String method, String path, String least) {
    assertLetsIn(method, path, least);
  }

  @Test
  void shouldBeInForceWithinFiveSeconds_whenATableIsPublished() {
    // given
    int version = publish(table(price("m", 1_000_000, 2_000_001)));
    // then
    await()
        .atMost(PROMISED)
        .until(() -> prices.of("p", "m", 3, 5), new Prices.Cost(14, version)::equals);
    assertThat(prices.of("p", "unknown", 3, 5)).isEqualTo(new Prices.Cost(0, version));
    // when
    int next = amend(new JsonObject().put("put", new JsonArray().add(price("m", 0, 1))));
    // then
    await()
        .atMost(PROMISED)
        .until(() -> prices.of("p", "m", 3, 5), new Prices.Cost(1, next)::equals);
  }

  @Test
  void shouldCountFromItsTime_whenAPriceIsPublishedBefore() {
    // given
    JsonObject tomorrow = price("m", 9_000_000, 0);
    tomorrow.put("valid_from", Instant.now().plusSeconds(86_400).toString());
    JsonObject yesterday = price("m", 2_000_000, 0);
    yesterday.put("valid_from", Instant.now().minusSeconds(86_400).toString());
    // when
    int version = publish(table(tomorrow, price("m", 1_000_000, 0), yesterday));
    // then
    await()
        .atMost(PROMISED)
        .until(() -> prices.of("p", "m", 1, 1), new Prices.Cost(2, version)::equals);
  }

  @Test
  void shouldKeepEveryTable_whenNewOnesArePublished() {
    // given
    JsonObject one = price("one", 1, 2);
    JsonObject two = price("two", 3, 4);
    JsonObject dearer = price("two", 5, 6).put("valid_from", "2026-01-01T00:00:00Z");
    int first = publish(table(one, two).put("note", "first"));
    // when
    JsonObject change =
        new JsonObject()
            .put("put", new JsonArray().add(dearer))
            .put("remove", new JsonArray().add(key("p", "one")))
            .put("base", first)
            .put("note", "dearer");
    int second = amend(change);
    // then
    assertThat(second).isEqualTo(first + 1);
    assertThat(pages(PRICES, 1)).containsExactly(shown(two), dearer);
    assertThat(pages(PRICES + "?version=" + first, 1)).containsExactly(shown(one), shown(two));
    JsonObject current = ok(get(PRICES));
    assertThat(current.getInteger("version")).isEqualTo(second);
    assertThat(current.getString("currency")).isEqualTo("CNY");
    JsonObject newest = pages(PRICES + "/versions", 2).get(0);
    assertThat(newest.getString("note")).isEqualTo("dearer");
    assertThat(newest.getString("published_by")).isEqualTo("default/admin");
    assertThat(newest.getInteger("prices")).isEqualTo(2);
    Row recorded = changes("prices.publish", Integer.toString(second)).get(0);
    assertThat(recorded.getJsonObject("before").getInteger("version")).isEqualTo(first);
    assertThat(recorded.getJsonObject("after").getInteger("prices")).isEqualTo(2);
    assertProblem(send("PATCH", PRICES, ADMIN, change), 409, "base_outdated");
    assertProblem(get(PRICES + "?version=" + (second + 1)), 404, "price_version_not_found");
  }

  @Test
  void shouldShowOneTableToTheEnd_whenAnotherIsPublishedMeanwhile() {
    // given
    publish(table(price("one", 1, 2), price("two", 3, 4)));
    JsonObject page = ok(get(PRICES + "?limit=1"));
    publish(table(price("three", 1, 2)));
    // when
    JsonObject next = ok(get(PRICES + "?limit=1&cursor=" + page.getString("next_cursor")));
    // then
    assertThat(next.getInteger("version")).isEqualTo(page.getInteger("version"));
    assertThat(next.getJsonArray("items").getJsonObject(0).getString("model")).isEqualTo("two");
    assertThat(next.getString("next_cursor")).isNull();
  }

  @Test
  void shouldGiveEachATableOfItsOwn_whenSeveralPublishAtOnce() {
    // given
    List<Wire> wires = IntStream.range(0, 8).mapToObj(i -> connect()).toList();
    Ask ask = Ask.of("PUT", PRICES).bearer(ADMIN).json(table(price("m", 1, 1)).encode());
    // when
    wires.forEach(wire -> wire.send(ask));
    List<Integer> versions =
        wires.stream().map(wire -> ok(wire.answer(), 201).getInteger("version")).toList();
    // then
    assertThat(versions).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "update price set input = 0",
    "delete from price",
    "truncate price_version cascade",
    "delete from price_version",
    "update price_version set note = ''"
  })
  void shouldRefuseToChangeATable_whoeverAsks(String statement) {
    assertThatThrownBy(() -> sql(statement)).hasMessageContaining("kept as it is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "PUT;{};prices",
        "PUT;{\"prices\":7};prices",
        "PUT;{\"prices\":[7]};prices[0]",
        "PUT;{\"prices\":[{\"model\":\"m\"}]};prices[0].provider",
        "PUT;{\"prices\":[{\"provider\":\"p\"}]};prices[0].model",
        "PUT;{\"prices\":[{\"provider\":\"p\",\"model\":\"m\"}]};prices[0].input_per_million",
        "PUT;{\"price\":[]};price",
        "PUT;{\"prices\":[],\"base\":-1};base",
        "PUT;{\"prices\":[],\"note\":\"a\\nb\"};note",
        "PATCH;{};put",
        "PATCH;{\"put\":[{\"provider\":\"p\",\"model\":\"m\",\"price\":1}]};put[0].price",
        "PATCH;{\"remove\":[{\"provider\":\"p\",\"model\":\"never\"}]};remove[0]"
      })
  void shouldNameTheField_whenATableIsWrong(String method, String body, String param) {
    assertWrong(ask(Ask.of(method, PRICES).bearer(ADMIN).json(body)), param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "input_per_million;-1",
        "output_per_million;1.5",
        "output_per_million;1000000000001",
        "valid_from;\"soon\"",
        "valid_from;\"+12026-01-01T00:00:00Z\"",
        "model;\"a\\u0000b\""
      })
  void shouldNameTheFieldOfThePrice_whenItIsWrong(String field, String value) {
    Object wrong = new JsonObject("{\"value\":" + value + "}").getValue("value");
    JsonObject body = table(price("m", 1, 1).put(field, wrong));
    assertWrong(send("PUT", PRICES, ADMIN, body), "prices[0]." + field);
  }

  @Test
  void shouldNameTheParameter_whenAQuestionIsWrong() {
    assertWrong(get(PRICES + "?version=x"), "version");
    assertWrong(get(PRICES + "?cursor=eA"), "cursor");
    assertWrong(get(PRICES + "/versions?cursor=eA"), "cursor");
    assertWrong(get(PRICES + "/versions?limit=x"), "limit");
  }

  private int publish(JsonObject table) {
    return ok(send("PUT", PRICES, ADMIN, table), 201).getInteger("version");
  }

  private int amend(JsonObject change) {
    return ok(send("PATCH", PRICES, ADMIN, change), 201).getInteger("version");
  }

  private static JsonObject table(JsonObject... prices) {
    return new JsonObject().put("prices", new JsonArray(List.of(prices)));
  }

  private static JsonObject price(String model, long input, long output) {
    return key("p", model).put("input_per_million", input).put("output_per_million", output);
  }

  private static JsonObject key(String provider, String model) {
    return new JsonObject().put("provider", provider).put("model", model);
  }

  /** As it is read where it has no time. */
  private static JsonObject shown(JsonObject price) {
    return price.copy().putNull("valid_from");
  }
}
