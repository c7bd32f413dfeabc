package dev.sluice.journey.replay;

import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The logs as they lie in Redis: per generation a hash and a stream under one hash tag. Fails with
 * a {@link ReplayFailure} where trying again is of no use, with anything else where it may help.
 */
final class LogStore {
  private final TimedRedis redis;
  private final EntryCodec codec;
  private final int maxEvents;

  LogStore(TimedRedis redis, EntryCodec codec, int maxEvents) {
    this.redis = redis;
    this.codec = codec;
    this.maxEvents = maxEvents;
  }

  Future<Void> begin(
      String id, String accountId, String instanceId, Duration ttl, Entry.Opened opened) {
    return LogScripts.BEGIN
        .run(redis, keys(id), List.of(accountId, instanceId, ttl.toMillis(), codec.encode(opened)))
        .compose(
            begun ->
                begun.toInteger() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(new ReplayFailure.AlreadyBegun(id)));
  }

  /** Yields the number of the last entry stored; an empty batch only refreshes the expiry. */
  Future<Long> append(String id, Duration ttl, PendingEntries.Batch batch) {
    List<Object> arguments = new ArrayList<>(4 + batch.payloads().size());
    arguments.add(ttl.toMillis());
    arguments.add(maxEvents);
    arguments.add(batch.firstNumber());
    arguments.add(batch.last() ? "1" : "0");
    arguments.addAll(batch.payloads());
    return LogScripts.APPEND
        .run(redis, keys(id), arguments)
        .compose(reply -> appended(id, batch.firstNumber(), reply.toLong()));
  }

  private static Future<Long> appended(String id, long firstNumber, long last) {
    if (last == -2) {
      return Future.failedFuture(new ReplayFailure.EndedElsewhere(id));
    }
    return last < 0
        ? Future.failedFuture(new ReplayFailure.ReplayGone(id, firstNumber))
        : Future.succeededFuture(last);
  }

  /** Ends a log in its writer's place, if {@code lastNumber} is still its last (0: any). */
  Future<Void> close(String id, long lastNumber, Entry.Ended ended) {
    return LogScripts.CLOSE
        .run(redis, keys(id), List.of(lastNumber, codec.encode(ended)))
        .mapEmpty();
  }

  /** At most {@code count} events from {@code fromNumber} on. */
  Future<Page> page(String id, long fromNumber, int count) {
    return redis
        .send(Command.XRANGE, logKey(id), fromNumber + "-0", "+", "COUNT", count)
        .map(this::page);
  }

  Future<Optional<LogMeta>> meta(String id) {
    return redis
        .send(Command.HMGET, metaKey(id), "account", "instance", "last", "ended")
        .map(LogStore::meta);
  }

  private Page page(Response items) {
    List<LoggedEvent> events = new ArrayList<>(items.size());
    long bytes = 0;
    for (Response item : items) {
      byte[] payload = item.get(1).get(1).toBytes();
      bytes += payload.length;
      events.add(new LoggedEvent(number(item.get(0).toString()), codec.decode(payload)));
    }
    return new Page(events, bytes);
  }

  private static long number(String streamId) {
    return Long.parseLong(streamId, 0, streamId.indexOf('-'), 10);
  }

  private static Optional<LogMeta> meta(Response values) {
    if (values.get(2) == null) {
      return Optional.empty();
    }
    LogMeta.State state = values.get(3) == null ? LogMeta.State.OPEN : LogMeta.State.ENDED;
    return Optional.of(
        new LogMeta(text(values, 0), text(values, 1), values.get(2).toLong(), state));
  }

  private static String text(Response values, int index) {
    return values.get(index).toString(StandardCharsets.UTF_8);
  }

  private static List<String> keys(String id) {
    return List.of(metaKey(id), logKey(id));
  }

  private static String metaKey(String id) {
    return "slc:gen:{" + id + "}:meta";
  }

  private static String logKey(String id) {
    return "slc:gen:{" + id + "}:log";
  }

  /**
   * A piece of a log.
   *
   * @param bytes the size of its entries as stored
   */
  record Page(List<LoggedEvent> events, long bytes) {}
}
