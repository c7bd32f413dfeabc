package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {
  private static final String REDIS = "redis://cache:6379";
  private static final String REACTIVE = "postgresql://db:5432/sluice";

  @Test
  void shouldUseOwnEngines_whenNeitherIsSet() {
    assertThat(choice(Map.of())).isEqualTo(new EngineChoice.Own());
  }

  @Test
  void shouldUseGivenEngines_whenBothAreSet() {
    // given
    var both = Map.of("quarkus.redis.hosts", REDIS, "quarkus.datasource.reactive.url", REACTIVE);
    // then
    assertThat(choice(both)).isEqualTo(new EngineChoice.Given("jdbc:postgresql://db:5432/sluice"));
  }

  @Test
  void shouldKeepTheJdbcAddress_whenItIsSetToo() {
    // given
    var all =
        Map.of(
            "quarkus.redis.hosts", REDIS,
            "quarkus.datasource.reactive.url", REACTIVE,
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://migrations/sluice");
    // then
    assertThat(choice(all))
        .isEqualTo(new EngineChoice.Given("jdbc:postgresql://migrations/sluice"));
  }

  @Test
  void shouldNameTheDatabaseKey_whenOnlyRedisIsSet() {
    assertThatThrownBy(() -> choice(Map.of("quarkus.redis.hosts", REDIS)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("quarkus.datasource.reactive.url is not");
  }

  @Test
  void shouldNameTheRedisKey_whenOnlyTheDatabaseIsSet() {
    assertThatThrownBy(() -> choice(Map.of("quarkus.datasource.reactive.url", REACTIVE)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("quarkus.redis.hosts is not");
  }

  private static EngineChoice choice(Map<String, String> configuration) {
    return EngineChoice.from(key -> Optional.ofNullable(configuration.get(key)));
  }
}
