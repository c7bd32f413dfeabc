package dev.sluice.standalone;

import java.util.Optional;
import java.util.function.Function;

/**
 * Whose PostgreSQL and Redis the gateway uses: the operator's, or its own. Decided once, from
 * configuration, before anything else starts.
 */
sealed interface EngineChoice {
  String REDIS_HOSTS = "quarkus.redis.hosts";
  String REACTIVE_URL = "quarkus.datasource.reactive.url";
  String JDBC_URL = "quarkus.datasource.jdbc.url";

  /** The operator named both engines; {@code jdbcUrl} is what migrations connect to. */
  record Given(String jdbcUrl) implements EngineChoice {}

  /** The operator named neither engine. */
  record Own() implements EngineChoice {}

  /**
   * Reads the choice through a look-up of configuration values.
   *
   * @throws StartRefused when only one of the two engines is configured
   */
  static EngineChoice from(Function<String, Optional<String>> configuration) {
    Optional<String> redis = configuration.apply(REDIS_HOSTS);
    Optional<String> reactive = configuration.apply(REACTIVE_URL);
    if (redis.isEmpty() && reactive.isEmpty()) {
      return new Own();
    }
    redis.orElseThrow(() -> oneMissing(REACTIVE_URL, REDIS_HOSTS));
    String url = reactive.orElseThrow(() -> oneMissing(REDIS_HOSTS, REACTIVE_URL));
    return new Given(configuration.apply(JDBC_URL).orElseGet(() -> JdbcAddress.fromReactive(url)));
  }

  private static StartRefused oneMissing(String given, String missing) {
    return new StartRefused(
        given
            + " is set but "
            + missing
            + " is not: set both to use your own PostgreSQL and Redis,"
            + " or neither to let Sluice start its own.");
  }
}
