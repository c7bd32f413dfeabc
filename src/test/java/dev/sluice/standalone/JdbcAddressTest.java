package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://db:5432/sluice                   | jdbc:postgresql://db:5432/sluice
          postgres://db/sluice                          | jdbc:postgresql://db/sluice
          vertx-reactive:postgresql://db:5432/sluice    | jdbc:postgresql://db:5432/sluice
          postgresql://db:5432/sluice?sslmode=require   | jdbc:postgresql://db:5432/sluice?sslmode=require
          postgresql://me:s%40c@db:5432/sluice?a=b      | jdbc:postgresql://db:5432/sluice?user=me&password=s%40c&a=b
          postgresql://[::1]:5432/sluice                | jdbc:postgresql://[::1]:5432/sluice
          postgresql://db                               | jdbc:postgresql://db/
          postgresql://a:1/sluice,postgresql://b:2/sluice | jdbc:postgresql://a:1,b:2/sluice
          """)
  void shouldDerive_whenAddressIsReactive(String reactive, String jdbc) {
    assertThat(JdbcAddress.fromReactive(reactive)).isEqualTo(jdbc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://db/sluice", "db:5432/sluice", "postgresql:///sluice", "${DB}"})
  void shouldNameTheJdbcKey_whenAddressHasNoJdbcForm(String reactive) {
    assertThatThrownBy(() -> JdbcAddress.fromReactive(reactive))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("quarkus.datasource.jdbc.url");
  }

  @Test
  void shouldKeepThePasswordOut_whenRefusing() {
    assertThatThrownBy(() -> JdbcAddress.fromReactive("mysql://me:hunter2@db/sluice"))
        .isInstanceOf(StartRefused.class)
        .hasMessageNotContaining("hunter2");
  }
}
