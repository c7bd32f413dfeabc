/** When each chunk of one held stream was sent, judged and read; nanoseconds of one clock. */
final class HoldStream {
  final HoldText text;
  final long[] sentAt;
  final long[] readAt;
  volatile long firstAskedAt;
  volatile long ended;

  HoldStream(int number, int chunks) {
    text = new HoldText(number, chunks);
    sentAt = new long[chunks];
    readAt = new long[chunks];
  }

  int chunks() {
    return sentAt.length;
  }

  /** The first text that came was judged first: how much later it came than that was asked. */
  long afterFirstClose() {
    return readAt[0] - firstAskedAt;
  }

  long firstDelay() {
    return readAt[0] - sentAt[0];
  }

  /** From the provider's last chunk, which its end goes along with, to the end of ours. */
  long endDelay() {
    return ended - sentAt[chunks() - 1];
  }
}
