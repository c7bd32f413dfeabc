package dev.sluice.e2e;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All that stands in an engine, as one text to be searched. */
final class EngineDump {
  private static final Duration SOON = Duration.ofSeconds(30);

  private EngineDump() {}

  /** Every key and its value. */
  static String of(Redis redis) {
    StringBuilder all = new StringBuilder();
    String cursor = "0";
    do {
      Response page = send(redis, Command.SCAN, cursor, "COUNT", "1000");
      page.get(1).forEach(key -> all.append(key).append('=').append(value(redis, key.toString())));
      cursor = page.get(0).toString();
    } while (!cursor.equals("0"));
    return all.toString();
  }

  private static String value(Redis redis, String key) {
    Response value =
        switch (send(redis, Command.TYPE, key).toString()) {
          case "string" -> send(redis, Command.GET, key);
          case "hash" -> send(redis, Command.HGETALL, key);
          case "list" -> send(redis, Command.LRANGE, key, "0", "-1");
          case "set" -> send(redis, Command.SMEMBERS, key);
          case "zset" -> send(redis, Command.ZRANGE, key, "0", "-1");
          case "stream" -> send(redis, Command.XRANGE, key, "-", "+");
          default -> null; // gone meanwhile
        };
    return value + "\n";
  }

  private static Response send(Redis redis, Command command, String... arguments) {
    try {
      return redis
          .send(Request.cmd(command, (Object[]) arguments))
          .toCompletionStage()
          .toCompletableFuture()
          .get(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("Redis could not be dumped", e);
    }
  }

  /** Every row of every table, all its columns. */
  static String of(Pool pool) {
    StringBuilder all = new StringBuilder();
    texts(
            pool,
            "select table_name::text from information_schema.tables where table_schema ="
                + " 'public' and table_type = 'BASE TABLE'")
        .forEach(
            table ->
                texts(pool, "select row_to_json(it)::text from \"%s\" it".formatted(table))
                    .forEach(row -> all.append(table).append(' ').append(row).append('\n')));
    return all.toString();
  }

  private static List<String> texts(Pool pool, String query) {
    List<String> texts = new ArrayList<>();
    for (Row row : pool.query(query).execute().await().atMost(SOON)) {
      texts.add(row.getString(0));
    }
    return texts;
  }
}
