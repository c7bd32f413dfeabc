package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PidFileTest {
  private static final Path SLEEP = Path.of("/bin/sleep");

  @TempDir Path directory;
  private Path programs;
  private PidFile pidFile;
  private Process process;

  @BeforeEach
  void prepare() throws IOException {
    programs = Files.createDirectory(directory.toRealPath().resolve("programs"));
    pidFile = new PidFile(directory.resolve("engine.pid"), programs);
  }

  @AfterEach
  void endProcess() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldRecogniseTheEngine_whenItRunsOurProgram() throws Exception {
    // given
    running(Files.copy(SLEEP.toRealPath(), programs.resolve("sleep")));
    // then
    assertThat(pidFile.engine()).map(ProcessHandle::pid).contains(process.pid());
    assertThat(pidFile.file()).exists();
  }

  @Test
  void shouldLeaveAStrangerAlone_whenItGotTheEnginesPid() throws Exception {
    // given
    running(SLEEP);
    // then
    assertThat(pidFile.engine()).isEmpty();
    assertThat(process.isAlive()).isTrue();
    assertThat(pidFile.file()).doesNotExist();
  }

  @Test
  void shouldFindNothing_whenTheProcessIsGone() throws Exception {
    // given
    running(SLEEP);
    process.destroyForcibly().waitFor();
    // then
    assertThat(pidFile.engine()).isEmpty();
    assertThat(pidFile.file()).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldFindNothing_whenNobodyCollectedTheDeadProcess() throws Exception {
    // given a shell that starts a child, becomes a program that never waits, and outlives the child
    process =
        new ProcessBuilder("/bin/sh", "-c", "sleep 0 & echo $! > \"$0\"; exec sleep 60", path())
            .start();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              String pid = Files.readString(pidFile.file()).strip();
              assertThat(Files.readString(Path.of("/proc", pid, "stat"))).contains(") Z ");
            });
    // then
    assertThat(pidFile.engine()).isEmpty();
  }

  private String path() {
    return pidFile.file().toString();
  }

  @Test
  void shouldFindNothing_whenTheFileIsTorn() throws Exception {
    // given
    Files.writeString(pidFile.file(), "");
    // then
    assertThat(pidFile.engine()).isEmpty();
  }

  @Test
  void shouldFindNothing_whenThereIsNoFile() {
    assertThat(pidFile.engine()).isEmpty();
  }

  private void running(Path program) throws IOException {
    process = new ProcessBuilder(program.toString(), "60").start();
    Files.writeString(pidFile.file(), process.pid() + "\n/somewhere\n");
  }
}
