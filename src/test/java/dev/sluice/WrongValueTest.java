package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sentences for what the real configuration library finds wrong. */
class WrongValueTest {

  enum Kind {
    RED,
    BLUE
  }

  /** One property of each type that ours have. */
  @ConfigMapping(prefix = "sample")
  public interface Sample {
    int count();

    long size();

    Duration pause();

    Kind kind();

    int secret();

    String missing();
  }

  @Test
  void shouldNameKeyValueAndWhatIsAllowed_whenAValueCannotBeRead() {
    // when
    List<String> sentences =
        sentences(
            Map.of(
                "sample.count", "abc",
                "sample.size", "1e3",
                "sample.pause", "soon",
                "sample.kind", "green",
                "sample.secret", "hush"));
    // then
    assertThat(sentences)
        .contains(
            "sample.count is 'abc', but allowed is a whole number.",
            "sample.size is '1e3', but allowed is a whole number.",
            "sample.pause is 'soon', but allowed is a duration such as 500ms, 30s or 5m.",
            "sample.secret has a value that cannot be read (not shown, being secret).")
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .startsWith("sample.kind is 'green', but allowed is one of ")
                    .contains("red")
                    .contains("blue"))
        .anySatisfy(sentence -> assertThat(sentence).contains("sample.missing is required"))
        .allSatisfy(
            sentence -> assertThat(sentence).doesNotContain("Exception").doesNotContain("SRCFG"));
  }

  private static List<String> sentences(Map<String, String> values) {
    try {
      new SmallRyeConfigBuilder()
          .withSources(new PropertiesConfigSource(values, "test"))
          .withConverter(Duration.class, 200, new DurationConverter())
          .withMapping(Sample.class)
          .build();
      throw new AssertionError("valid");
    } catch (ConfigValidationException invalid) {
      return IntStream.range(0, invalid.getProblemCount())
          .mapToObj(number -> WrongValue.sentence(invalid.getProblem(number).getMessage()))
          .toList();
    }
  }
}
