package dev.sluice.quota.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.UpstreamResource;
import dev.sluice.model.Page;
import dev.sluice.quota.report.Reports.Asked;
import dev.sluice.quota.report.Reports.Line;
import dev.sluice.quota.report.Reports.Report;
import dev.sluice.quota.report.Reports.SettledUsage;
import dev.sluice.quota.report.Reports.Sums;
import dev.sluice.testing.EnginesResource;
import dev.sluice.testing.UsageTable;
import dev.sluice.testing.UsageTable.Used;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random usage, random questions: a report says what its generations say, to the micro. */
@QuarkusTest
@WithTestResource(EnginesResource.class)
@WithTestResource(UpstreamResource.class)
class PostgresReportsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final LocalDate FIRST = LocalDate.parse("2031-02-27");
  private static final String TENANT = "report-tenant";
  private static final int QUESTIONS = 12;

  @Inject Pool pool;
  @Inject Reports reports;

  @AfterEach
  void clear() {
    new UsageTable(pool).forget(TENANT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldSumUpToTheGenerations_whateverIsAsked(long seed) {
    // given
    Random random = new Random(seed);
    List<Used> used = IntStream.range(0, 150).mapToObj(i -> used(i, random)).toList();
    UsageTable table = new UsageTable(pool);
    table.forget(TENANT);
    table.put(used);
    for (int i = 0; i < QUESTIONS; i++) {
      // when
      Asked asked = asked(random);
      List<Part> by = by(random);
      int limit = 1 + random.nextInt(20);
      // then
      List<Used> meant = used.stream().filter(row -> isMeant(row, asked)).toList();
      assertSums(meant, by, asked, limit);
      assertRows(meant, asked, limit);
    }
  }

  private void assertSums(List<Used> meant, List<Part> by, Asked asked, int limit) {
    Map<List<String>, List<Used>> groups =
        meant.stream()
            .collect(Collectors.groupingBy(row -> by.stream().map(it -> of(row, it)).toList()));
    Map<List<String>, Sums> expected = new HashMap<>();
    groups.forEach((keys, rows) -> expected.put(keys, sums(rows)));
    List<Line> lines = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Optional<String> behind = next.filter(cursor -> !cursor.isEmpty());
      Report report = get(reports.sums(asked, by, behind, limit));
      assertThat(report.total()).isEqualTo(sums(meant));
      assertThat(report.page().items()).hasSizeLessThanOrEqualTo(limit);
      lines.addAll(report.page().items());
      next = report.page().next();
    }
    assertThat(lines).doesNotHaveDuplicates().hasSize(expected.size());
    assertThat(lines).allMatch(line -> line.sums().equals(expected.get(line.keys())));
    assertThat(lines.stream().mapToLong(line -> line.sums().moneyMicros()).sum())
        .isEqualTo(sums(meant).moneyMicros());
  }

  private void assertRows(List<Used> meant, Asked asked, int limit) {
    List<SettledUsage> rows = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Optional<String> behind = next.filter(cursor -> !cursor.isEmpty());
      Page<SettledUsage> page = get(reports.rows(asked, behind, limit));
      rows.addAll(page.items());
      next = page.next();
    }
    assertThat(rows)
        .extracting(SettledUsage::generation)
        .containsExactlyElementsOf(meant.stream().map(Used::generation).sorted().toList());
    assertThat(rows.stream().mapToLong(SettledUsage::moneyMicros).sum())
        .isEqualTo(sums(meant).moneyMicros());
    assertThat(rows.stream().filter(row -> !row.exact()).count())
        .isEqualTo(sums(meant).estimated());
  }

  private static Sums sums(Collection<Used> rows) {
    return new Sums(
        rows.size(),
        rows.stream().filter(row -> !row.exact()).count(),
        rows.stream().mapToLong(Used::inputTokens).sum(),
        rows.stream().mapToLong(Used::outputTokens).sum(),
        rows.stream().mapToLong(Used::moneyMicros).sum());
  }

  private static boolean isMeant(Used row, Asked asked) {
    return asked.tenant().map(row.tenant()::equals).orElse(true)
        && !row.day().isBefore(asked.from())
        && !row.day().isAfter(asked.to())
        && asked.only().entrySet().stream()
            .allMatch(only -> of(row, only.getKey()).equals(only.getValue()));
  }

  private static String of(Used row, Part part) {
    return switch (part) {
      case DAY -> row.day().toString();
      case TENANT -> row.tenant();
      case ACCOUNT -> row.account();
      case ALIAS -> row.alias();
      case PROVIDER -> row.provider();
      case MODEL -> row.model();
      case CREDENTIAL -> row.credential();
    };
  }

  private static Used used(int number, Random random) {
    return new Used(
        "gen_report_" + number,
        random.nextInt(5) == 0 ? TENANT + "-other" : TENANT,
        FIRST.plusDays(random.nextInt(4)),
        name(random, "account"),
        name(random, "key"),
        name(random, "alias"),
        name(random, "Provider"),
        name(random, "模型/"),
        random.nextLong(1_000_000),
        random.nextLong(1_000_000),
        random.nextBoolean(),
        random.nextLong(1_000_000_000_000_000L));
  }

  /** Upper and lower case and signs, which collations would sort in ways of their own. */
  private static String name(Random random, String name) {
    return List.of(name, name + "-b", name.toUpperCase(), "_" + name, "").get(random.nextInt(5));
  }

  private static Asked asked(Random random) {
    LocalDate from = FIRST.plusDays(random.nextInt(4) - 1);
    Map<Part, String> only =
        random.nextInt(3) == 0 ? Map.of(Part.ACCOUNT, name(random, "account")) : Map.of();
    return new Asked(Optional.of(TENANT), from, from.plusDays(random.nextInt(4)), only);
  }

  private static List<Part> by(Random random) {
    List<Part> parts = new ArrayList<>(Arrays.asList(Part.values()));
    Collections.shuffle(parts, random);
    return List.copyOf(parts.subList(0, 1 + random.nextInt(parts.size())));
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
