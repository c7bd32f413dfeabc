package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void shouldNameTheArchive_whenTheLibraryIsMusl() {
    assertThat(new Platform("linux", "x86_64", true).postgresArchive())
        .isEqualTo("postgres-linux-x86_64-alpine_linux.txz");
  }

  @Test
  void shouldNameTheTwoKeys_whenThereAreNoBinaries() {
    assertThat(new Platform("plan9", "mips", false).unsupported().getMessage())
        .contains("plan9 mips", "quarkus.datasource.reactive.url", "quarkus.redis.hosts")
        .doesNotContain("\n");
  }

  @Test
  void shouldFindItsBinaries_whenOnThisPlatform() {
    assertThat(getClass().getClassLoader().getResource(Platform.current().postgresArchive()))
        .isNotNull();
  }
}
