package dev.sluice.moderation.window;

import java.util.OptionalLong;

/** Where no vendor judges: nothing to wait for. */
enum NoWindows implements Windows {
  INSTANCE;

  @Override
  public void add(String piece) {
    // Nobody asks for it.
  }

  @Override
  public void close() {
    // Never open.
  }

  @Override
  public void end() {
    // Nothing is left to be judged.
  }

  @Override
  public void tick(long now) {
    // Nothing waits.
  }

  @Override
  public OptionalLong due() {
    return OptionalLong.empty();
  }

  @Override
  public int judged() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean pending() {
    return false;
  }

  @Override
  public void cancel() {
    // Nothing is being asked.
  }
}
