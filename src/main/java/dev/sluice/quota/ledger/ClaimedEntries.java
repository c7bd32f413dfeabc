package dev.sluice.quota.ledger;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code claim.lua} answers. */
final class ClaimedEntries {
  private ClaimedEntries() {}

  static List<Entry> read(String tenant, Response reply) {
    List<Entry> entries = new ArrayList<>();
    for (int at = 1; at < reply.size(); at += 3) {
      long epoch = reply.get(0).toLong();
      String note = reply.get(at + 2).toString();
      String[] numbers = reply.get(at + 1).toString().split(" ");
      Place place =
          new Place(
              epoch, number(numbers, 1), number(numbers, 2), Math.toIntExact(number(numbers, 3)));
      Amounts amounts =
          new Amounts(
              number(numbers, 4), number(numbers, 5), number(numbers, 6), number(numbers, 7));
      entries.add(
          new Entry(
              reply.get(at).toString(),
              Note.levels(tenant, note),
              place,
              Entry.State.of(number(numbers, 0)),
              amounts,
              note));
    }
    return entries;
  }

  private static long number(String[] numbers, int index) {
    return Long.parseLong(numbers[index]);
  }
}
