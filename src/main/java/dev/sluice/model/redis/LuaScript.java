package dev.sluice.model.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A script that Redis runs as one step; called by its digest, sent whole where Redis lacks it. */
public final class LuaScript {
  private final String source;
  private final String digest;

  public LuaScript(String source) {
    this.source = source;
    this.digest = sha1(source);
  }

  public Future<Response> run(TimedRedis redis, List<String> keys, List<?> arguments) {
    return redis
        .send(Command.EVALSHA, operands(digest, keys, arguments))
        .recover(
            failure ->
                isUnknown(failure)
                    ? redis.send(Command.EVAL, operands(source, keys, arguments))
                    : Future.failedFuture(failure));
  }

  private static Object[] operands(String script, List<String> keys, List<?> arguments) {
    Object[] all = new Object[2 + keys.size() + arguments.size()];
    all[0] = script;
    all[1] = keys.size();
    int at = 2;
    for (String key : keys) {
      all[at++] = key;
    }
    for (Object argument : arguments) {
      all[at++] = argument;
    }
    return all;
  }

  private static boolean isUnknown(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
  }

  /** Redis names scripts by SHA-1; nothing secret rests on it. */
  private static String sha1(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
