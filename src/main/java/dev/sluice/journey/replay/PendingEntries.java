package dev.sluice.journey.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Numbered entries that Redis has not confirmed yet. For one thread. */
final class PendingEntries {

  /** What an entry costs us beside its payload, about. */
  private static final int OVERHEAD = 64;

  private final Deque<byte[]> payloads = new ArrayDeque<>();
  private long firstNumber;
  private long bytes;
  private boolean closed;

  /**
   * @param firstNumber the number of the first entry that will be added
   */
  PendingEntries(long firstNumber) {
    this.firstNumber = firstNumber;
  }

  void add(byte[] payload) {
    payloads.addLast(payload);
    bytes += payload.length + OVERHEAD;
  }

  void addLast(byte[] payload) {
    add(payload);
    closed = true;
  }

  /** Everything pending, from the oldest on; it stays pending until confirmed. */
  Batch batch() {
    return new Batch(firstNumber, new ArrayList<>(payloads), closed);
  }

  /** Drops what is stored up to and with {@code number}. */
  void confirm(long number) {
    while (firstNumber <= number && !payloads.isEmpty()) {
      bytes -= payloads.removeFirst().length + OVERHEAD;
      firstNumber++;
    }
  }

  void clear() {
    payloads.clear();
    bytes = 0;
  }

  int size() {
    return payloads.size();
  }

  long bytes() {
    return bytes;
  }

  /**
   * @param last whether the last payload is the end of the log
   */
  record Batch(long firstNumber, List<byte[]> payloads, boolean last) {}
}
