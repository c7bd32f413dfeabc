package dev.sluice.quota.ledger;

import dev.sluice.quota.Bound;
import dev.sluice.quota.Limit;
import dev.sluice.quota.Measure;
import dev.sluice.quota.Period;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code reserve.lua} is told and what it answers. */
final class ReserveCall {
  private static final int CONCURRENT = 6;
  private static final int FIRST_READING = 6;
  private static final int READING = 6;

  private final List<Bound> bounds;
  private final List<Object> arguments = new ArrayList<>();

  private ReserveCall(List<Bound> bounds) {
    this.bounds = bounds;
  }

  static ReserveCall reserve(
      Entry entry, List<Bound> bounds, Dates dates, Duration lease, int warnAt) {
    ReserveCall call = new ReserveCall(bounds);
    call.arguments.addAll(List.of(entry.id(), lease.toMillis(), entry.note()));
    call.add(dates, entry.amounts(), entry.levels(), warnAt);
    return call;
  }

  static ReserveCall look(Levels levels, List<Bound> bounds, Dates dates) {
    ReserveCall call = new ReserveCall(bounds);
    call.arguments.addAll(List.of("", 0, ""));
    call.add(dates, Amounts.NONE, levels, 100);
    return call;
  }

  private void add(Dates dates, Amounts amounts, Levels levels, int warnAt) {
    arguments.add(dates.first());
    for (long start : dates.starts()) {
      arguments.add(start);
    }
    arguments.addAll(
        List.of(amounts.requests(), amounts.input(), amounts.output(), amounts.money()));
    arguments.addAll(levels.names());
    for (Bound bound : bounds) {
      arguments.add(bound.level().ordinal() + 1);
      arguments.add(bound.limit().map(limit -> code(limit.measure())).orElse(CONCURRENT));
      arguments.add(bound.limit().map(Limit::period).map(ReserveCall::code).orElse(0));
      arguments.add(bound.most());
      arguments.add(warnAt);
    }
  }

  private static int code(Measure measure) {
    return switch (measure) {
      case REQUESTS -> 1;
      case INPUT_TOKENS -> 2;
      case OUTPUT_TOKENS -> 3;
      case MONEY -> 4;
      case TOKENS -> 5;
    };
  }

  private static int code(Period period) {
    return switch (period) {
      case MINUTE -> 1;
      case DAY -> 2;
      case TOTAL -> 3;
    };
  }

  List<Object> arguments() {
    return arguments;
  }

  Ledger.Answer answer(Response reply) {
    return switch (reply.get(0).toString()) {
      case "empty" -> new Ledger.Empty();
      case "gathering" -> new Ledger.Gathering(Duration.ofMillis(reply.get(5).toLong()));
      case "refused" -> new Ledger.Refused(readings(reply));
      case "granted" -> new Ledger.Granted(place(reply), readings(reply));
      default ->
          throw new IllegalStateException(
              "the clocks of Redis and of this host are more than a day apart");
    };
  }

  private static Place place(Response reply) {
    return new Place(
        reply.get(1).toLong(),
        reply.get(2).toLong(),
        reply.get(3).toLong(),
        reply.get(4).toInteger());
  }

  private List<Reading> readings(Response reply) {
    List<Reading> readings = new ArrayList<>(bounds.size());
    int at = FIRST_READING;
    for (Bound bound : bounds) {
      readings.add(
          new Reading(
              bound,
              reply.get(at).toLong(),
              reply.get(at + 5).toLong(),
              reply.get(at + 1).toLong() == 1,
              reply.get(at + 2).toLong(),
              reply.get(at + 3).toLong(),
              reply.get(at + 4).toLong() == 1));
      at += READING;
    }
    return readings;
  }
}
