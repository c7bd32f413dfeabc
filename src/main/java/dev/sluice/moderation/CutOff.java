package dev.sluice.moderation;

import dev.sluice.model.Cut;

/** How a moderated answer fails that is ended by verdict; its provider has been reset by then. */
public final class CutOff extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Cut cut;

  public CutOff(Cut cut) {
    super(cut.category(), null, false, false);
    this.cut = cut;
  }

  public Cut cut() {
    return cut;
  }
}
