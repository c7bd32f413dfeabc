package dev.sluice.moderation.input;

import java.util.ArrayList;
import java.util.List;

/** Cuts the texts of a request into parts of a size that vendors take; short texts share one. */
final class VendorParts {
  /** In UTF-16 units. */
  static final int LONGEST = 4000;

  /** How much of a long text's last part its next part begins with. */
  static final int OVERLAP = 64;

  private final List<JoinedText> parts = new ArrayList<>();
  private JoinedText open = new JoinedText();

  private VendorParts() {}

  static List<JoinedText> of(List<InputText> texts) {
    VendorParts cut = new VendorParts();
    texts.forEach(cut::add);
    cut.close();
    return cut.parts;
  }

  private void add(InputText text) {
    int length = text.text().length();
    if (open.length() + 1 + length > LONGEST) {
      close();
    }
    open.separate("\n");
    int from = 0;
    while (length - from > LONGEST) {
      int to = whole(text, from + LONGEST);
      open.add(text, from, to);
      close();
      from = whole(text, to - OVERLAP);
    }
    open.add(text, from, length);
  }

  private void close() {
    if (!open.isEmpty()) {
      parts.add(open);
      open = new JoinedText();
    }
  }

  /** The position, or the one before, so that no surrogate pair is split. */
  private static int whole(InputText text, int position) {
    return Character.isLowSurrogate(text.text().charAt(position)) ? position - 1 : position;
  }
}
