package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir Path directory;

  @Test
  void shouldRefuse_whenTheDirectoryIsTaken() {
    try (DirectoryLock held = DirectoryLock.take(directory)) {
      assertThatThrownBy(() -> DirectoryLock.take(directory))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("sluice.standalone.data-dir");
    }
  }

  @Test
  void shouldTake_whenTheFirstHolderLetGo() {
    // given
    DirectoryLock.take(directory).close();
    // then
    assertThatCode(() -> DirectoryLock.take(directory).close()).doesNotThrowAnyException();
  }
}
