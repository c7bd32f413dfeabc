package dev.sluice.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quota.report.Part;
import dev.sluice.quota.report.Reports.Line;
import dev.sluice.quota.report.Reports.Sums;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageCsvTest {
  private static final List<Part> BY = List.of(Part.DAY, Part.MODEL);
  private static final Sums SUMS = new Sums(3, 1, 20, 30, Long.MAX_VALUE);

  @Test
  void shouldQuote_whatWouldEndACell() {
    assertThat(UsageCsv.of(List.of(line("a,\"b\"\nc")), BY))
        .isEqualTo(
            "day,model,generations,estimated,input_tokens,output_tokens,money_micros\r\n"
                + "2026-01-31,\"a,\"\"b\"\"\nc\",3,1,20,30,9223372036854775807\r\n");
  }

  @Test
  void shouldNotLetANameBeAFormula_whateverItBeginsWith() {
    for (String name : List.of("=1+1", "+1", "-1", "@sum")) {
      assertThat(UsageCsv.of(List.of(line(name)), BY)).contains("2026-01-31,'" + name + ",3");
    }
  }

  @Test
  void shouldHaveAHead_whenNothingWasUsed() {
    assertThat(UsageCsv.of(List.of(), List.of(Part.ACCOUNT))).startsWith("account,generations");
  }

  private static Line line(String model) {
    return new Line(List.of("2026-01-31", model), SUMS);
  }
}
