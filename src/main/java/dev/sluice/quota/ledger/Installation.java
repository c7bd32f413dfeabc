package dev.sluice.quota.ledger;

import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes rebuilt numbers beside the ones in force, in pieces, since there may be very many. */
final class Installation {
  private static final int LEVELS_AT_ONCE = 1000;

  /** A rebuild that stopped half way leaves nothing for longer. */
  private static final int SECONDS_TO_LIVE = 600;

  private final TimedRedis redis;
  private final String key;
  private final Iterator<Map.Entry<String, Ledger.Used>> levels;

  Installation(TimedRedis redis, String tenant, Ledger.Base base) {
    this.redis = redis;
    this.key = LedgerKeys.rebuilt(tenant, base.epoch());
    this.levels = base.levels().entrySet().iterator();
  }

  /** Yields the key that holds them. */
  Future<String> fill() {
    return redis
        .send(Command.HSET, key, "opens", "0")
        .compose(begun -> redis.send(Command.EXPIRE, key, SECONDS_TO_LIVE))
        .compose(expires -> next())
        .map(key);
  }

  private Future<Void> next() {
    if (!levels.hasNext()) {
      return Future.succeededFuture();
    }
    List<Object> piece = new ArrayList<>();
    piece.add(key);
    for (int i = 0; i < LEVELS_AT_ONCE && levels.hasNext(); i++) {
      Map.Entry<String, Ledger.Used> level = levels.next();
      piece.add("l:" + level.getKey());
      piece.add(text(level.getValue()));
    }
    return redis.send(Command.HSET, piece.toArray()).compose(written -> next());
  }

  private static String text(Ledger.Used used) {
    return used.day() + " " + text(used.ofDay()) + " " + text(used.total()) + " 0";
  }

  private static String text(Amounts a) {
    return a.requests() + " " + a.input() + " " + a.output() + " " + a.money();
  }
}
