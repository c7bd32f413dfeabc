package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.storage.StorageConfig.WhenFull;
import dev.sluice.testing.Configs;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void shouldKeepAMonthWithoutLimit_whenNothingIsSet() {
    // given
    StorageConfig config = Configs.of(StorageConfig.class);
    // when
    Terms terms = Terms.of(config, Optional.of("free"));
    // then
    assertThat(terms.bytes()).isEmpty();
    assertThat(terms.keep()).isEqualTo(Duration.ofDays(30));
    assertThat(terms.whenFull()).isEqualTo(WhenFull.PRUNE);
    assertThat(config.purgeEvery()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void shouldTakeWhatThePlanSays_whenItSaysSomething() {
    // given
    StorageConfig config =
        Configs.of(
            StorageConfig.class,
            "sluice.storage.bytes",
            "1M",
            "sluice.storage.plans.gold.days",
            "365",
            "sluice.storage.plans.gold.when-full",
            "refuse");
    // when
    Terms gold = Terms.of(config, Optional.of("gold"));
    // then
    assertThat(gold.bytes()).hasValue(1024 * 1024);
    assertThat(gold.keep()).isEqualTo(Duration.ofDays(365));
    assertThat(gold.whenFull()).isEqualTo(WhenFull.REFUSE);
  }

  @Test
  void shouldNameTheKey_whenTextsAreToBeKeptForNoTime() {
    // given
    StorageConfig config = Configs.of(StorageConfig.class, "sluice.storage.plans.gold.days", "0");
    // then
    assertThatThrownBy(() -> Terms.of(config, Optional.of("gold")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sluice.storage.plans.gold.days is '0', but allowed is a number of days from 1.");
  }

  @Test
  void shouldNameTheKey_whenTheGraceIsLessThanNone() {
    // given
    StorageConfig config = Configs.of(StorageConfig.class, "sluice.storage.grace-days", "-1");
    // then
    assertThatThrownBy(() -> Terms.of(config, Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sluice.storage.grace-days is '-1', but allowed is a number of days from 0 to 3650.");
  }
}
