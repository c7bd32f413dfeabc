package dev.sluice.moderation.lexicon.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Action;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFilesTest {
  @TempDir Path folder;

  @Test
  void shouldBeEmpty_whenNoFilesAreConfigured() {
    FileWords none = new ListFiles(Configs.of(ModerationConfig.class)).read();
    assertThat(none.words()).isEmpty();
    assertThat(none.name()).isEmpty();
  }

  @Test
  void shouldNameEveryWordByFileAndLine_whenFilesAreRead() throws IOException {
    // given
    Path one = file("one.tsv", "\uFEFF# ours\r\nCUSTOM\tblorb\tmask\r\n");
    Path two = file("two.tsv", "\n\nGORE\t词汇");
    // when
    FileWords words = files(one + "," + two).read();
    // then
    assertThat(words.words())
        .extracting(FileWords.Listed::id)
        .containsExactly(one + ":2", two + ":3");
    assertThat(words.words().get(0).word().action()).hasValue(Action.MASK);
    assertThat(words.words().get(1).word().action()).isEmpty();
  }

  @Test
  void shouldBeNamedAnew_whenAFileChanges() throws IOException {
    // given
    String before = files(file("list.tsv", "CUSTOM\tone").toString()).read().name();
    // when
    String after = files(file("list.tsv", "CUSTOM\ttwo").toString()).read().name();
    // then
    assertThat(before).matches("[0-9a-f]{8}").isNotEqualTo(after);
    assertThat(files(folder.resolve("list.tsv").toString()).read().name()).isEqualTo(after);
  }

  @Test
  void shouldSayWhatIsAllowed_whenALineIsWrong() throws IOException {
    // given
    Path bad = file("bad.tsv", "CUSTOM\tfine\nCUSTOM blorb\n");
    // then
    assertThatThrownBy(() -> files(bad.toString()).read())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sluice.moderation.lexicon.files names '"
                + bad
                + "', whose line 2 has 1 columns, but 2 or 3 are allowed; a line is"
                + " CATEGORY<TAB>word[<TAB>block|review|mask].");
  }

  @Test
  void shouldSayWhatIsAllowed_whenAFileIsMissing() {
    assertThatThrownBy(() -> files(folder.resolve("none.tsv").toString()).read())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.moderation.lexicon.files names '")
        .hasMessageContaining("none.tsv', which cannot be read; allowed are");
  }

  @Test
  void shouldReadTheDemonstration_whenItIsConfigured() {
    assertThat(files("docs/examples/demo-words.tsv").read().words()).hasSizeBetween(3, 20);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static ListFiles files(String paths) {
    return new ListFiles(
        Configs.of(ModerationConfig.class, "sluice.moderation.lexicon.files", paths));
  }
}
