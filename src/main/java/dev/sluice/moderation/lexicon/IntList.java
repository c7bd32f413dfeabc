package dev.sluice.moderation.lexicon;

import java.util.Arrays;

/** Grows. */
final class IntList {

  private int[] items;
  private int size;

  IntList(int room) {
    items = new int[room];
  }

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  void addAll(int[] more) {
    for (int item : more) {
      add(item);
    }
  }

  int get(int index) {
    return items[index];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
