package dev.sluice.admission.guess;

import java.util.HashMap;
import java.util.Map;

/** How many refusals wait, of each address and in all; never more than allowed. */
final class Waiting {
  private final int mostPerAddress;
  private final int most;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int all;

  Waiting(int mostPerAddress, int most) {
    this.mostPerAddress = mostPerAddress;
    this.most = most;
  }

  /** Whether there is room for one more, which takes it. */
  synchronized boolean enter(String address) {
    int here = byAddress.getOrDefault(address, 0);
    if (all >= most || here >= mostPerAddress) {
      return false;
    }
    byAddress.put(address, here + 1);
    all++;
    return true;
  }

  synchronized void leave(String address) {
    byAddress.computeIfPresent(address, (same, here) -> here > 1 ? here - 1 : null);
    all--;
  }

  synchronized int all() {
    return all;
  }
}
