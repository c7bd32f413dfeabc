package dev.sluice.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Refusal;
import dev.sluice.model.privacy.Purpose;
import dev.sluice.testing.Configs;
import dev.sluice.testing.TestKeySet;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetSourceTest {
  @TempDir Path dir;

  @Test
  void shouldDrawOnceAndKeepItPrivate_whenTheEnginesAreOurOwn() throws Exception {
    // when
    Path data = dir.resolve("data");
    KeySet first = source(Optional.of(data)).find().orElseThrow();
    KeySet second = source(Optional.of(data)).find().orElseThrow();

    // then
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(Files.getPosixFilePermissions(data.resolve("keyset.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(data.toFile().list()).containsExactly("keyset.json");
  }

  @Test
  void shouldFindNone_whenTheEnginesAreTheOperators() {
    assertThat(source(Optional.empty()).find()).isEmpty();
  }

  @Test
  void shouldTakeTheConfiguredOne_whenThereIsAText() throws Exception {
    Optional<KeySet> found =
        source(Optional.of(dir), "sluice.privacy.keyset", TestKeySet.TEXT).find();

    assertThat(found.orElseThrow().text()).isEqualTo(KeySet.parse(TestKeySet.TEXT).text());
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void shouldTakeTheConfiguredOne_whenThereIsAFile() throws Exception {
    Path file = Files.writeString(dir.resolve("keys"), TestKeySet.TEXT);

    Optional<KeySet> found =
        source(Optional.empty(), "sluice.privacy.keyset-file", file.toString()).find();

    assertThat(found.orElseThrow().text()).isEqualTo(KeySet.parse(TestKeySet.TEXT).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "{}", "{\"sealing\":{\"s3cret\":1},\"fingerprints\":{}}"})
  void shouldStopTheStartWithoutQuotingIt_whenTheTextIsWrong(String text) {
    KeySetSource source = source(Optional.empty(), "sluice.privacy.keyset", text);

    assertThatThrownBy(source::find)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("sluice.privacy.keyset has a value that is not allowed")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void shouldStopTheStart_whenBothAreSetOrTheFileIsMissing() {
    String missing = dir.resolve("missing").toString();

    assertThatThrownBy(source(Optional.empty(), "sluice.privacy.keyset-file", missing)::find)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.privacy.keyset-file is '" + missing + "'");
    assertThatThrownBy(
            source(
                    Optional.empty(),
                    "sluice.privacy.keyset-file",
                    missing,
                    "sluice.privacy.keyset",
                    TestKeySet.TEXT)
                ::find)
        .hasMessageContaining("both set");
  }

  @Test
  void shouldRefuseWhatNeedsIt_whenThereIsNoKeySet() {
    assertThatThrownBy(() -> new ClosedVault().fingerprint(new Purpose("phone"), "1"))
        .isInstanceOf(Refusal.Unavailable.class)
        .hasMessageContaining("sluice.privacy.keyset");
  }

  private static KeySetSource source(Optional<Path> dataDir, String... settings) {
    return new KeySetSource(Configs.of(PrivacyConfig.class, settings), dataDir);
  }
}
