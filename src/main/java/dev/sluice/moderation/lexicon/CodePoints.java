package dev.sluice.moderation.lexicon;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A number for every code point, in pages of which equal ones are shared. Safe for all threads. */
final class CodePoints {

  private static final int PAGE = 256;

  private final int[][] pages;

  private CodePoints(int[][] pages) {
    this.pages = pages;
  }

  static CodePoints of(IntUnaryOperator numbers) {
    int[][] pages = new int[(Character.MAX_CODE_POINT + 1) / PAGE][];
    int[] last = null;
    for (int i = 0; i < pages.length; i++) {
      int[] page = page(i * PAGE, numbers);
      last = pages[i] = Arrays.equals(page, last) ? last : page;
    }
    return new CodePoints(pages);
  }

  private static int[] page(int from, IntUnaryOperator numbers) {
    int[] page = new int[PAGE];
    for (int i = 0; i < PAGE; i++) {
      page[i] = numbers.applyAsInt(from + i);
    }
    return page;
  }

  int get(int codePoint) {
    return pages[codePoint >>> 8][codePoint & 0xff];
  }
}
