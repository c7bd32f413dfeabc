package dev.sluice.model.privacy;

/**
 * A sealed value does not open: it was changed, it belongs to another purpose or owner, or its key
 * is no longer in the key set. Says nothing of the value.
 */
public final class SealBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SealBroken() {
    super(
        "A sealed value does not open: it was changed, it is another owner's, or its key is gone"
            + " from the key set.");
  }
}
