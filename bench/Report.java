import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Turns the measurements of one run into Markdown and puts it between the two marker comments of a
 * document. Arguments: folder of the measurements, file that describes the run, the document.
 */
public final class Report {
  private static final List<String> TARGETS = List.of("direct", "nginx", "relay", "gateway");

  private final Path results;
  private final List<String> lines = new ArrayList<>();

  private Report(Path results) {
    this.results = results;
  }

  public static void main(String... arguments) throws IOException {
    Report report = new Report(Path.of(arguments[0]));
    report.lines.addAll(Files.readAllLines(Path.of(arguments[1])));
    report.scenario("A", "20 chunks a second each");
    report.scenario("B", "one chunk a second each");
    String text = String.join("\n", report.lines);
    System.out.println(text);
    new MarkedPart("stream.sh").replace(Path.of(arguments[2]), text);
  }

  private void scenario(String name, String pace) {
    Optional<Figures> direct = figures(name, "direct");
    if (direct.isEmpty()) {
      return;
    }
    lines.addAll(
        List.of(
            "",
            "### " + name + ": " + direct.get().text("streams") + " streams, " + pace,
            "",
            "| | CPU µs per chunk | added p50 | added p99 | added p99.9 | first chunk p50 | p99 |"
                + " lost / streams | RSS (peak) MiB |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|"));
    each(name, (target, figures) -> row(target, figures, direct.get()));
    lines.addAll(List.of("", "The bench's own share, to judge the above by:", ""));
    lines.add(
        "| | chunks/s | latency p50 | p99 | sent late p50 | p99 | callers CPU | upstream CPU |"
            + " its own CPU | its engines CPU | all others CPU | machine busy | stolen |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    each(name, this::ownShare);
    each(name, this::disturbance);
    figures(name, "nginx")
        .ifPresent(
            nginx -> figures(name, "gateway").ifPresent(gateway -> goals(name, gateway, nginx)));
  }

  private interface Section {
    void write(String target, Figures figures);
  }

  private void each(String scenario, Section section) {
    TARGETS.forEach(t -> figures(scenario, t).ifPresent(figures -> section.write(t, figures)));
  }

  private void row(String target, Figures figures, Figures direct) {
    boolean isDirect = target.equals("direct");
    lines.add(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
            .formatted(
                target,
                isDirect ? "" : figures.text("cpu.per.chunk"),
                isDirect ? "" : millis(figures.minus(direct, "chunk.p50")),
                isDirect ? "" : millis(figures.minus(direct, "chunk.p99")),
                isDirect ? "" : millis(figures.minus(direct, "chunk.p999")),
                millis(figures.number("first.p50")),
                millis(figures.number("first.p99")),
                figures.text("lost") + " / " + figures.total(),
                isDirect ? "" : figures.text("rss") + " (" + figures.text("rss.peak") + ")"));
  }

  private void ownShare(String target, Figures figures) {
    lines.add(
        "| %s | %s | %s | %s | %s | %s | %s %% | %s %% | %s %% | %s %% | %s %% | %s %% | %s %% |"
            .formatted(
                target,
                figures.text("chunks.per.second"),
                millis(figures.number("chunk.p50")),
                millis(figures.number("chunk.p99")),
                millis(figures.number("lateness.p50")),
                millis(figures.number("lateness.p99")),
                figures.text("cpu.callers.percent"),
                figures.text("cpu.upstream.percent"),
                figures.text("cpu.percent"),
                figures.text("cpu.children.percent"),
                figures.text("cpu.others.percent"),
                figures.text("machine.busy.percent"),
                figures.text("machine.stolen.percent")));
  }

  private void disturbance(String target, Figures figures) {
    if (figures.disturbed()) {
      lines.add("");
      lines.add(
          "**Disturbed:** other processes took %s %% of a core while %s was measured; its latencies are theirs too."
              .formatted(figures.text("cpu.others.percent"), target));
    }
  }

  private void goals(String scenario, Figures gateway, Figures nginx) {
    lines.addAll(List.of("", "| goal | measured | |", "|---|--:|---|"));
    if (scenario.equals("A")) {
      double ratio = gateway.number("cpu.per.chunk") / nginx.number("cpu.per.chunk");
      boolean quiet = !gateway.disturbed() && !nginx.disturbed();
      timed("CPU per chunk ≤ 2 × nginx's", "%.2f ×".formatted(ratio), ratio <= 2, quiet);
      below("added p50 ≤ 0.5 ms above nginx's", gateway.minus(nginx, "chunk.p50"), 500, quiet);
      below("added p99 ≤ 5 ms above nginx's", gateway.minus(nginx, "chunk.p99"), 5000, quiet);
    } else {
      double peak = gateway.number("rss.peak");
      goal("RSS ≤ 700 MiB at its peak", "%.0f MiB".formatted(peak), peak <= 700);
    }
    goal("no stream lost", gateway.text("lost"), gateway.number("lost") == 0);
  }

  private void below(String goal, double micros, double limit, boolean quiet) {
    timed(goal, millis(micros), micros <= limit, quiet);
  }

  private void timed(String goal, String measured, boolean met, boolean quiet) {
    if (quiet) {
      goal(goal, measured, met);
    } else {
      lines.add("| %s | %s | no verdict: disturbed |".formatted(goal, measured));
    }
  }

  private void goal(String goal, String measured, boolean met) {
    lines.add("| %s | %s | %s |".formatted(goal, measured, met ? "met" : "**missed**"));
  }

  private static String millis(double micros) {
    return String.format(Locale.ROOT, "%.2f ms", micros / 1000);
  }

  private Optional<Figures> figures(String scenario, String target) {
    Path file = results.resolve(scenario + "-" + target + ".properties");
    return Files.exists(file) ? Optional.of(Figures.read(file)) : Optional.empty();
  }

  private record Figures(Properties values) {
    static Figures read(Path file) {
      try (Reader reader = Files.newBufferedReader(file)) {
        Properties values = new Properties();
        values.load(reader);
        return new Figures(values);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether others took more than a fifth of a core, so that times and costs are theirs too. */
    boolean disturbed() {
      return number("cpu.others.percent") > 20;
    }

    String text(String name) {
      return values.getProperty(name);
    }

    double number(String name) {
      return Double.parseDouble(text(name));
    }

    double minus(Figures other, String name) {
      return number(name) - other.number(name);
    }

    long total() {
      return (long) (number("finished") + number("lost"));
    }
  }
}
