package dev.sluice.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.privacy.Purpose;
import dev.sluice.model.privacy.Sealed;
import dev.sluice.testing.TestKeySet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetCommandTest {
  private static final Purpose PURPOSE = new Purpose("phone");

  @TempDir Path dir;

  @Test
  void shouldLeaveTheProgramAlone_whenItIsNotAskedFor() {
    assertThat(KeySetCommand.run()).isEmpty();
    assertThat(KeySetCommand.run("serve")).isEmpty();
  }

  @Test
  void shouldDrawAnother_wheneverItIsAskedForANewOne() throws Exception {
    String drawn = KeySetCommand.run("keyset", "new").orElseThrow();

    assertThat(KeySet.parse(drawn)).isNotNull();
    assertThat(KeySetCommand.run("keyset", "new").orElseThrow()).isNotEqualTo(drawn);
  }

  @Test
  void shouldOpenWhatWasSealedBefore_whenRotated() throws Exception {
    Path file = Files.writeString(dir.resolve("keys"), TestKeySet.TEXT);
    Sealed old = new TinkVault(KeySet.parse(TestKeySet.TEXT)).seal(PURPOSE, "t/a", "value");

    String rotated = KeySetCommand.run("keyset", "rotate", file.toString()).orElseThrow();

    assertThat(new TinkVault(KeySet.parse(rotated)).open(PURPOSE, "t/a", old)).isEqualTo("value");
    assertThat(rotated).isNotEqualTo(TestKeySet.TEXT);
  }

  @Test
  void shouldSayHow_whenItIsAskedForWrongly() {
    String missing = dir.resolve("missing").toString();

    assertThatThrownBy(() -> KeySetCommand.run("keyset")).hasMessageContaining("keyset new");
    assertThatThrownBy(() -> KeySetCommand.run("keyset", "x")).hasMessageContaining("keyset new");
    assertThatThrownBy(() -> KeySetCommand.run("keyset", "rotate", missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keyset rotate");
  }
}
