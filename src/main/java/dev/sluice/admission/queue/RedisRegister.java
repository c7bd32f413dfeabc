package dev.sluice.admission.queue;

import dev.sluice.model.redis.TimedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The register of one alias in Redis: a few keys under one hash tag, and one script. */
final class RedisRegister implements Register {
  private final TimedRedis redis;
  private final QueueConfig config;
  private final String instance;
  private final List<String> keys;

  /**
   * @param instance unlike any other's, without {@code @}
   */
  RedisRegister(TimedRedis redis, QueueConfig config, String instance, String alias) {
    this.redis = redis;
    this.config = config;
    this.instance = instance;
    this.keys = keys(alias);
  }

  /** All in one hash slot, so that a script may have them together on a cluster. */
  static List<String> keys(String alias) {
    return Stream.of(
            "waiting", "entries", "owners", "slots", "news", "instances", "plans", "counters")
        .map(name -> "slc:queue:{" + alias + "}:" + name)
        .toList();
  }

  @Override
  public Future<Reply> exchange(Exchange exchange) {
    return QueueScript.EXCHANGE.run(redis, keys, arguments(exchange)).map(RedisRegister::reply);
  }

  private List<Object> arguments(Exchange exchange) {
    List<Object> all = new ArrayList<>(32);
    all.add(instance);
    all.add(exchange.number());
    all.add(exchange.how() == How.ANEW ? "anew" : "on");
    all.add(exchange.look() ? "all" : "none");
    all.add(exchange.capacity());
    all.add(config.lease().toMillis());
    all.add(config.maxWaiting());
    all.add(config.placesPerCaller());
    all.add(config.ageing().toMillis());
    all.add(exchange.leaving().size());
    all.add(exchange.held().size());
    all.addAll(exchange.leaving());
    all.addAll(exchange.held());
    exchange.entering().forEach(one -> enter(one, all));
    return all;
  }

  private void enter(SlotRequest one, List<Object> all) {
    all.add(one.id());
    all.add(one.owner());
    all.add(one.plan());
    all.add(Double.toString(1.0 / config.weights().getOrDefault(one.plan(), 1)));
  }

  private static Reply reply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "stranger" -> new Stranger();
      case "ok" ->
          new News(
              Duration.ofNanos(Math.round(answer.get(1).toDouble() * 1e6)),
              answer.get(2).toInteger(),
              texts(answer.get(3)).map(RedisRegister::entered).toList(),
              texts(answer.get(4)).toList(),
              places(answer.get(5).toString()));
      default -> throw new IllegalStateException("an exchange came late");
    };
  }

  private static Stream<String> texts(Response list) {
    return StreamSupport.stream(list.spliterator(), false).map(Response::toString);
  }

  private static Entered entered(String word) {
    return switch (word) {
      case "slot" -> new GotSlot();
      case "full" -> new Full();
      case "many" -> new TooMany();
      default -> new GotPlace(Integer.parseInt(word));
    };
  }

  private static Map<String, Integer> places(String text) {
    StringTokenizer words = new StringTokenizer(text, " ");
    Map<String, Integer> places = new HashMap<>(words.countTokens());
    while (words.hasMoreTokens()) {
      places.put(words.nextToken(), Integer.parseInt(words.nextToken()));
    }
    return places;
  }
}
