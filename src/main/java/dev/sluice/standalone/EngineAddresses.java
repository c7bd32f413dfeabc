package dev.sluice.standalone;

import java.util.Map;

/**
 * How to reach the two engines: loopback ports and passwords. Holds secrets; {@code toString}
 * leaves them out.
 */
public record EngineAddresses(int postgresPort, int redisPort, EnginePasswords passwords) {
  static final String DATABASE = "sluice";
  static final String USER = "sluice";

  /** The addresses as Quarkus configuration. */
  public Map<String, String> asProperties() {
    String database = "postgresql://127.0.0.1:" + postgresPort + "/" + DATABASE;
    return Map.of(
        EngineChoice.REACTIVE_URL,
        database,
        EngineChoice.JDBC_URL,
        "jdbc:" + database,
        "quarkus.datasource.username",
        USER,
        "quarkus.datasource.password",
        passwords.postgres(),
        EngineChoice.REDIS_HOSTS,
        "redis://127.0.0.1:" + redisPort,
        "quarkus.redis.password",
        passwords.redis());
  }
}
